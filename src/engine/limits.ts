/** A step's own time, as those see it who must keep to it. */
export interface Limits {
  /** The action is told: its time is nearly up, or a person has aborted. It may still tidy up. */
  readonly told: AbortSignal;
  /** Time is up: no call is begun any more, and those under way are cut off. */
  readonly cut: AbortSignal;
}
export const CUT: unique symbol = Symbol('cut off');

/** So long before its end a step is told: time to close what it has opened. */
const noticeOf = (ms: number): number => Math.min(5_000, ms / 5);

/**
 * Runs `body` for so many seconds at most, then answers `CUT`, whether or not it listens. An abort only tells: what runs
 * may come to its end within its time, because half a change is worse than a whole one.
 */
export const within = async <T>(
  seconds: number,
  aborted: AbortSignal,
  body: (limits: Limits) => Promise<T>,
): Promise<T | typeof CUT> => {
  const [told, cut] = [new AbortController(), new AbortController()];
  const over = Promise.withResolvers<typeof CUT>();
  const tell = (): void => told.abort(aborted.aborted ? aborted.reason : new Error('its time is nearly up'));
  const ms = seconds * 1000;
  // These keep the process alive, unlike AbortSignal.timeout: a step that hangs on nothing must not end it.
  const notice = setTimeout(tell, ms - noticeOf(ms));
  const end = setTimeout(() => {
    cut.abort(new Error('its time is up'));
    over.resolve(CUT);
  }, ms);
  if (aborted.aborted) tell();
  aborted.addEventListener('abort', tell, { once: true });
  try {
    return await Promise.race([body({ told: told.signal, cut: cut.signal }), over.promise]);
  } finally {
    clearTimeout(notice);
    clearTimeout(end);
    aborted.removeEventListener('abort', tell);
  }
};
