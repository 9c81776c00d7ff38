/** The one source of time in the range. Real time: delays are data (see `Delays`), never sleeps in a handler. */
export interface Clock {
  now(): number;
}

export const realClock: Clock = { now: () => Date.now() };
