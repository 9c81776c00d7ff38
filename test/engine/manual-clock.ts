import type { Clock } from '../../src/case/index.ts';

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Goes on by so much, calling what is due at its time. */
  readonly pass: (ms: number) => Promise<void>;
  /** Jumps ahead without calling anything. */
  readonly jump: (ms: number) => void;
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const manualClock = (start = Date.parse('2026-11-20T08:12:00.000Z')): ManualClock => {
  let time = start;
  const due = new Map<object, { readonly at: number; readonly call: () => void }>();
  const next = (until: number): object | undefined =>
    [...due].filter(([, { at }]) => at <= until).toSorted(([, a], [, b]) => a.at - b.at)[0]?.[0];
  return {
    now: () => new Date(time),
    after: (ms, call) => {
      const key = {};
      due.set(key, { at: time + ms, call });
      return () => void due.delete(key);
    },
    pass: async (ms) => {
      const until = time + ms;
      for (let key = next(until); key; key = next(until)) {
        const one = due.get(key);
        due.delete(key);
        time = Math.max(time, one?.at ?? time);
        one?.call();
        await settled();
      }
      time = until;
      await settled();
    },
    jump: (ms) => {
      time += ms;
    },
  };
};
