/** One call may take this long, however its bytes trickle in; a step has its own, longer cap. */
export const CALL_MS = 15_000;

/** Waits that double from 100 ms (500 ms when throttled) to 5 s, with full jitter. */
export const backoff = (attempt: number, throttled: boolean): number =>
  Math.random() * Math.min(5_000, (throttled ? 500 : 100) * 2 ** (attempt - 1));
export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
};
