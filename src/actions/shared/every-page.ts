/** More pages than this are a fault of the service (or of a token that comes again), not an answer. */
const MOST = 1_000;

/** Reads page after page. An empty page with a token is not the end; the same token twice is. */
export const everyPage = async <P, T>(
  read: (token: string | undefined) => Promise<P>,
  items: (page: P) => readonly T[] | undefined,
  next: (page: P) => string | undefined,
): Promise<readonly T[]> => {
  const all: T[] = [];
  let token: string | undefined;
  for (let page = 0; page < MOST; page += 1) {
    const answer = await read(token);
    all.push(...(items(answer) ?? []));
    const following = next(answer);
    if (following === undefined || following === '' || following === token) break;
    token = following;
  }
  return all;
};
