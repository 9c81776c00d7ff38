/** Waits for all, then throws the first failure: no request is left running behind a step that failed. */
export const allDone = async <T>(work: Iterable<Promise<T>>): Promise<readonly T[]> => {
  const settled = await Promise.allSettled(work);
  return settled.map((each) => {
    if (each.status === 'rejected') throw each.reason;
    return each.value;
  });
};
