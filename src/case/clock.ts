/** The time, and a way to be called at one: given, so that a test can move it. */
export interface Clock {
  readonly now: () => Date;
  /** Calls back once after so many milliseconds; returns how to stop that. `idle` does not keep the process alive. */
  readonly after: (ms: number, call: () => void, idle: boolean) => () => void;
}
export const systemClock: Clock = {
  now: () => new Date(),
  after: (ms, call, idle) => {
    const timer = setTimeout(call, ms);
    if (idle) timer.unref();
    return () => clearTimeout(timer);
  },
};

/** A timer does not run while the machine is suspended, so the clock is looked at again at least this often. */
const LOOK_MS = 10_000;
/** Calls back once the clock has reached a time, at once where it has; returns how to stop that. */
export const callAt = (clock: Clock, at: Date, call: () => void, idle: boolean): (() => void) => {
  let stop: () => void = () => undefined;
  const look = (): void => {
    const left = at.getTime() - clock.now().getTime();
    if (left <= 0) return call();
    stop = clock.after(Math.min(left, LOOK_MS), look, idle);
  };
  look();
  return () => stop();
};
