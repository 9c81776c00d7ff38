/**
 * Test hook, the only one in the program: `IR_CRASH_AT=<n>:before|after` makes this process kill itself (SIGKILL)
 * right before, or right after (on the disk), the nth line that it appends to any journal. The kill -9 sweep of the
 * drills is done with it. Whoever starts a live run must refuse the variable.
 */
export const CRASH_AT = 'IR_CRASH_AT';

let appended = 0;
export const countAppended = (lines: number): void => {
  appended += lines;
};

/** How many of the next `lines` are still written before this process dies; undefined where it outlives them. */
export const linesBeforeDeath = (lines: number): number | undefined => {
  const [, nth, when] = /^([1-9]\d*):(before|after)$/.exec(process.env[CRASH_AT] ?? '') ?? [];
  if (nth === undefined) return undefined;
  const left = Number(nth) - appended;
  if (when === 'before') return left - 1 < lines ? left - 1 : undefined;
  return left <= lines ? left : undefined;
};
export const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('killed');
};
