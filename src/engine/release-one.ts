import type { Fact, Of, Values } from '../journal/index.ts';
import type { ActionOf } from '../language/index.ts';
import { type Attempt, attemptAt, checked } from './attempt.ts';
import { failureOf, isFatal } from './failure.ts';
import { CUT, within } from './limits.ts';
import { patiently } from './prove.ts';
import type { Spot } from './run-context.ts';
import { isSame } from './same.ts';

/** What a person has said about a release. */
export interface Word {
  /** The alert was wrong: what was denied is not stolen, so denies go too. */
  readonly falsePositive: boolean;
  /** Journal keys whose drift a person has seen and accepted. */
  readonly acceptDrift: readonly string[];
}
type Released = Extract<Fact, { readonly is: 'released' }>;
type Outcome = Pick<Released, 'outcome' | 'because' | 'now'>;
const SECONDS = 60;

const actionOf = ({ context }: Spot, { step }: Of<'began'>): ActionOf<'changes'> | undefined => {
  const node = context.index.at(step)?.node;
  const action = context.actions.get(node?.kind === 'step' ? node.action : '');
  return action?.kind === 'changes' ? action : undefined;
};
/** An earlier release of it was begun and its end never recorded: what differs may be that one's doing. */
const wasCutOff = ({ context }: Spot, key: string): boolean => {
  const { released } = context.ledger.of(key);
  const begun = context.ledger.all().filter((entry) => entry.is === 'releasing' && entry.keys.includes(key));
  const last = begun.at(-2);
  return last !== undefined && (released === undefined || released.seq < last.seq);
};
const driftOf = (spot: Spot, key: string, ours: Values | undefined): string => {
  if (ours === undefined) return 'the step did not end or was not read back, so it is not known what of this is ours';
  return wasCutOff(spot, key)
    ? 'a release of it was cut off, or somebody has changed it since'
    : 'somebody has changed it since';
};

const putBack = async (
  spot: Spot,
  attempt: Attempt,
  action: ActionOf<'changes'>,
  before: Values,
  word: Word,
): Promise<Outcome> => {
  const { key, input, use, aws } = attempt;
  const { last } = spot.context.ledger.of(key);
  const ours = last?.is === 'ended' ? last.after : undefined;
  const see = async (): Promise<Values> => checked(action.state, await action.see(aws, input, use), 'it read');
  const now = await see();
  if (isSame(now, before)) return { outcome: 'gone', because: 'it is as it was before', now };
  // What somebody has changed since is then none of ours to put back.
  if (ours !== undefined && isSame(ours, before))
    return { outcome: 'gone', because: 'the step had changed nothing', now };
  if (!isSame(now, ours) && !word.acceptDrift.includes(key))
    return { outcome: 'drifted', because: driftOf(spot, key, ours), now };
  const output = last?.is === 'ended' ? last.output : {};
  const choices = { ...use.choices, falsePositive: word.falsePositive };
  const kept = await action.release(aws, input, before, output, { ...use, choices });
  if (kept) return { outcome: 'kept', because: kept.kept, now };
  const after = await patiently(attempt, see, (found) => isSame(found, before));
  return isSame(after, before)
    ? { outcome: 'released', now: after }
    : { outcome: 'failed', because: 'it is not as it was before', now: after };
};

/** Puts one change back from its saved state, if it is as it was left; says what came of it. */
export const releaseOne = async (spot: Spot, began: Of<'began'>, word: Word): Promise<Released> => {
  const { key, input, before = {}, step, attempt: number } = began;
  const { last } = spot.context.ledger.of(key);
  const action = actionOf(spot, began);
  let attempt: Attempt | undefined;
  const result = (outcome: Outcome): Released => ({
    is: 'released',
    key,
    ...outcome,
    before,
    ...(last?.is === 'ended' && last.after ? { ours: last.after } : {}),
    calls: [...(attempt?.calls() ?? [])],
  });
  if (!action) return result({ outcome: 'failed', because: `there is no action any more that could put back ${step}` });
  const calls = [...action.calls, ...action.releaseCalls];
  const outcome = await within(SECONDS, spot.durable.cancelled, async (limits) => {
    attempt = attemptAt(spot, { action, key, input, step, number }, limits, calls);
    try {
      return await putBack(spot, attempt, action, before, word);
    } catch (error) {
      if (isFatal(error)) throw error;
      const failure = failureOf(error);
      return { outcome: failure.reason === 'not-found' ? 'gone' : 'failed', because: failure.message } as const;
    }
  });
  return result(outcome === CUT ? { outcome: 'failed', because: `it was not done within ${SECONDS} s` } : outcome);
};
