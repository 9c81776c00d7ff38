import type { Skip } from '../journal/index.ts';
import type { AnyAction } from '../language/index.ts';
import type { Attempt } from './attempt.ts';
import { failureOf } from './failure.ts';

/**
 * A dry run of a step that writes: its reads are real, its writes go to a door that carries none out. What each call
 * would do stands in `calls`; what follows a call that makes something can't be known.
 */
export const rehearse = async (attempt: Attempt, action: Exclude<AnyAction, { kind: 'looks' }>): Promise<Skip> => {
  const { aws, input, use, made } = attempt;
  let ended = 'dry run: nothing was changed';
  try {
    if (action.kind === 'changes') await action.run(aws, input, await action.see(aws, input, use), use);
    else if (action.kind === 'keeps') (await action.find(aws, input, use)) ?? (await action.run(aws, input, use));
    else if (!(await action.gone(aws, input, use))) await action.run(aws, input, use);
  } catch (error) {
    // Past its first write an action works with answers that do not exist: what it then throws says nothing.
    if (!made.some((call) => call.would !== undefined)) ended = `dry run: ${failureOf(error).message}`;
  }
  return { counts: 'open', because: ended, calls: made };
};
