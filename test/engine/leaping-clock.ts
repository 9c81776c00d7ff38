import type { Clock } from '../../src/case/index.ts';

/** A clock on which nobody waits: it leaps to the next time that something really waits for. */
export interface LeapingClock extends Clock {
  /** Jumps ahead, as when the machine was suspended: what is due is called at the next leap. */
  readonly jump: (ms: number) => void;
}

export const leapingClock = (start = Date.parse('2026-11-20T08:12:00.000Z')): LeapingClock => {
  let time = start;
  const due = new Map<object, { readonly at: number; readonly call: () => void }>();
  const leap = (until: number): void => {
    for (;;) {
      const [next] = [...due].filter(([, { at }]) => at <= until).toSorted(([, a], [, b]) => a.at - b.at);
      if (!next) break;
      due.delete(next[0]);
      time = Math.max(time, next[1].at);
      next[1].call();
    }
    time = Math.max(time, until);
  };
  return {
    now: () => new Date(time),
    after: (ms, call, idle) => {
      const key = {};
      const at = time + ms;
      due.set(key, { at, call });
      // What does not keep the process alive does not make time pass either.
      const timer = idle ? undefined : setTimeout(() => leap(at), 20);
      return () => {
        due.delete(key);
        clearTimeout(timer);
      };
    },
    jump: (ms) => {
      time += ms;
    },
  };
};
