import { CallFailed } from '../aws/index.ts';
import type { Failure } from '../journal/index.ts';
import { Cannot } from '../language/index.ts';

/** The journal can't be written: nothing may change any more, so this is no step's failure but the run's end. */
export const isFatal = (error: unknown): boolean => error instanceof Error && error.name === 'JournalBroken';

/** The one place where a throw becomes a failure. What nobody expected is called so, with its first line only. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof CallFailed) return error.failure;
  if (error instanceof Cannot) return { reason: 'cannot', message: error.message };
  if (error instanceof BadOutput) return { reason: 'bad-output', message: error.message };
  const message = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0] ?? ''}` : String(error);
  return { reason: 'unexpected', message: message.slice(0, 500) };
};
/** An action handed back what its own fields refuse. */
export class BadOutput extends Error {}
