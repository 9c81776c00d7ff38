import { setTimeout as pause } from 'node:timers/promises';
import type { Values } from '../journal/index.ts';
import { type ActionOf, unproven, type Verdict } from '../language/index.ts';
import { type Attempt, checked } from './attempt.ts';
import { failureOf, isFatal } from './failure.ts';

/** AWS reads may lag behind a write: what does not hold yet is read again for so long (ms), then believed. */
export const PATIENCE_MS = [250, 500, 1_000, 2_000, 3_000, 4_000];

export type Proven = { readonly after?: Values; readonly verdict: Verdict };

/** Reads a change's state and asks whether it holds, once. What can't be read is unproven, never a failure. */
export const proofNow = async (attempt: Attempt, action: ActionOf<'changes'>, output: Values): Promise<Proven> => {
  let read: Pick<Proven, 'after'> = {};
  try {
    const after = checked(action.state, await action.see(attempt.aws, attempt.input, attempt.use), 'it read');
    // What was read is ours, whatever becomes of the proof: a release compares with it.
    read = { after };
    return { after, verdict: await action.verify(attempt.aws, attempt.input, output, after, attempt.use) };
  } catch (error) {
    if (isFatal(error)) throw error;
    return { ...read, verdict: unproven(`it could not be read back: ${failureOf(error).message}`) };
  }
};

/** Reads until it is good, as long as patience and the step's time last; the last reading counts. */
export const patiently = async <T>(
  attempt: Attempt,
  read: () => Promise<T>,
  isGood: (found: T) => boolean,
): Promise<T> => {
  for (const wait of attempt.patience) {
    const found = await read();
    if (isGood(found) || attempt.use.signal.aborted) return found;
    await pause(wait, undefined, { signal: attempt.use.signal }).catch(() => undefined);
  }
  return read();
};
