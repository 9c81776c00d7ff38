import type { Skip } from '../journal/index.ts';
import type { AnyAction } from '../language/index.ts';
import { type About, type Attempt, attemptAt } from './attempt.ts';
import { failureOf, isFatal } from './failure.ts';
import { CUT, within } from './limits.ts';
import type { Spot } from './run-context.ts';

type Writing = Exclude<AnyAction, { kind: 'looks' }>;
const playThrough = async ({ aws, input, use }: Attempt, action: Writing): Promise<void> => {
  if (action.kind === 'changes') await action.run(aws, input, await action.see(aws, input, use), use);
  else {
    const isThere = action.kind === 'keeps' ? await action.find(aws, input, use) : await action.gone(aws, input, use);
    if (isThere === undefined || isThere === false) await action.run(aws, input, use);
  }
};

/**
 * A dry run of a step that writes: its reads are real, its writes go to a door that carries none out. What each call
 * would do stands in `calls`; what follows a call that makes something can't be known.
 */
export const rehearse = async (spot: Spot, about: About, action: Writing, seconds: number): Promise<Skip> => {
  let because = 'dry run: nothing was changed';
  let attempt: Attempt | undefined;
  const played = await within(seconds, spot.durable.cancelled, async (limits) => {
    attempt = attemptAt(spot, about, limits);
    try {
      await playThrough(attempt, action);
    } catch (error) {
      if (isFatal(error)) throw error;
      // Past its first write an action works with answers that do not exist: what it then throws says nothing.
      if (!attempt.calls().some((call) => call.would !== undefined)) because = `dry run: ${failureOf(error).message}`;
    }
  });
  if (played === CUT) because = `dry run: it was not done within ${seconds} s`;
  return { counts: 'open', because, calls: [...(attempt?.calls() ?? [])] };
};
