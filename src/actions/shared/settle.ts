import { setTimeout as pause } from 'node:timers/promises';
import type { Use } from '../../language/index.ts';

const SECONDS = 5;

/**
 * Reads at once, and again with growing pauses, until what is read is good or the time is up; hands back the last
 * reading either way. EC2 and IAM are eventually consistent (T28; IAM 3 to 4 s observed).
 */
export const settle = async <T>(
  read: () => Promise<T>,
  good: (value: T) => boolean,
  { signal }: Pick<Use, 'signal'>,
  seconds = SECONDS,
  longestMs = 1_000,
): Promise<T> => {
  const end = performance.now() + seconds * 1_000;
  for (let wait = 100; ; wait = Math.min(wait * 2, longestMs)) {
    const value = await read();
    if (good(value) || signal.aborted || performance.now() + wait > end) return value;
    await pause(wait, undefined, { signal }).catch(() => undefined);
  }
};
