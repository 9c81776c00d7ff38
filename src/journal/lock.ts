import { createHash, randomUUID } from 'node:crypto';
import { link, open, readFile, rename, unlink } from 'node:fs/promises';
import { isDead, type ProcessId, thisProcess } from './process.ts';

/** Who holds a journal, and since when. */
export interface LockedBy extends ProcessId {
  readonly operator: string;
  readonly since: string;
  /** No two takings are alike. */
  readonly nonce: string;
}
export type Lock =
  | { readonly held: true; readonly release: () => Promise<void> }
  /** `by` is undefined where the lock file can't be read as one: a person must look. */
  | { readonly held: false; readonly by: LockedBy | undefined };

/**
 * Takes the lock of a journal, or says who has it. The lock of a process that no longer lives is taken over; one of
 * another machine or container never is. A file linked into place whole, so that nobody ever reads half of it.
 */
export const takeLock = async (path: string, operator: string, now: Date = new Date()): Promise<Lock> => {
  const own: LockedBy = { ...thisProcess(), operator, since: now.toISOString(), nonce: randomUUID() };
  const text = `${JSON.stringify(own)}\n`;
  const draft = `${path}.${own.nonce}`;
  await writeNew(draft, text);
  try {
    const by = await take(path, draft, own);
    return by === 'ours' ? { held: true, release: () => letGo(path, text) } : { held: false, by };
  } finally {
    await unlink(draft).catch(ignoreAbsent);
  }
};

/** Who holds the lock now; undefined where nobody living does. */
export const holderOf = async (path: string): Promise<LockedBy | undefined> => {
  const text = await readIf(path);
  const by = text === undefined ? undefined : parse(text);
  return by && !isDead(by) ? by : undefined;
};

const take = async (path: string, draft: string, own: ProcessId): Promise<'ours' | LockedBy | undefined> => {
  for (;;) {
    if (await linked(draft, path)) return 'ours';
    const text = await readIf(path);
    if (text === undefined) continue;
    const by = parse(text);
    if (!by || !isDead(by, own)) return by;
    const over = await takeOver(path, text, draft, own);
    if (over !== 'again') return over;
  }
};

/**
 * Two who find the same dead lock must not both replace it. So each dead lock can be claimed once, by a file named
 * after its content, and its claimant alone moves a new lock into its place. A claimant that died on the way is
 * followed by the claimant of that claim, and so on.
 */
const takeOver = async (
  path: string,
  dead: string,
  draft: string,
  own: ProcessId,
): Promise<'ours' | 'again' | LockedBy | undefined> => {
  const claims: string[] = [];
  for (let content = dead; ;) {
    const claim = `${path}.over-${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
    if (await linked(draft, claim)) {
      claims.push(claim);
      break;
    }
    const found = await readIf(claim);
    if (found === undefined) return 'again';
    const by = parse(found);
    if (!by || !isDead(by, own)) return by;
    claims.push(claim);
    content = found;
  }
  // It may have been replaced, and its claim cleared away, since we read it.
  const still = (await readIf(path)) === dead;
  if (still) await rename(draft, path);
  for (const claim of still ? claims : claims.slice(-1)) await unlink(claim).catch(ignoreAbsent);
  return still ? 'ours' : 'again';
};

const letGo = async (path: string, text: string): Promise<void> => {
  if ((await readIf(path)) === text) await unlink(path).catch(ignoreAbsent);
};
const writeNew = async (path: string, text: string): Promise<void> => {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
};
/** True where the name was free and is now another name of `from`. */
const linked = async (from: string, to: string): Promise<boolean> => {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};
const readIf = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: unknown) => ignoreAbsent(error) as undefined);
const ignoreAbsent = (error: unknown): void => {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
};
const parse = (text: string): LockedBy | undefined => {
  try {
    const by = JSON.parse(text) as Partial<LockedBy>;
    const words = [by.host, by.machine, by.boot, by.space, by.started, by.operator, by.since, by.nonce];
    return Number.isSafeInteger(by.pid) && words.every((it) => typeof it === 'string') ? (by as LockedBy) : undefined;
  } catch {
    return undefined;
  }
};
