import { checkValues } from '../fields/index.ts';
import type { Fact, Of, Values } from '../journal/index.ts';
import type { ActionOf } from '../language/index.ts';
import { isFatal } from './attempt.ts';
import { failureOf } from './failure.ts';
import { contextOf, type RunOptions } from './run.ts';
import type { Context } from './run-context.ts';
import { isSame } from './same.ts';
import { attemptAt } from './step.ts';

export interface ReleaseOptions extends RunOptions {
  readonly by: string;
  /** The alert was wrong: what was denied is not stolen, so denies go too. */
  readonly falsePositive: boolean;
  /** Journal keys to release; without it, all. */
  readonly only?: readonly string[];
  /** Journal keys whose drift a person has seen and accepted. */
  readonly acceptDrift: readonly string[];
}
type Released = Extract<Fact, { readonly is: 'released' }>;

/** Everything that was changed and still stands, newest first. */
export const releasable = (context: Context): readonly Of<'began'>[] =>
  context.ledger
    .keys()
    .flatMap((key) => {
      const { began, released, last } = context.ledger.of(key);
      const done =
        released &&
        began &&
        released.seq > began.seq &&
        (released.outcome === 'released' || released.outcome === 'gone');
      return began?.before && !done && last?.is !== 'skipped' ? [began] : [];
    })
    .toSorted((a, b) => b.seq - a.seq);

/** Puts changes back from their saved state. Goes on past a failure; what has drifted is shown and left. */
export const release = async (options: ReleaseOptions): Promise<void> => {
  const { durable } = options;
  const context = contextOf(options);
  const all = releasable(context).filter(({ key }) => options.only?.includes(key) ?? true);
  await durable.append({
    is: 'releasing',
    by: options.by,
    falsePositive: options.falsePositive,
    keys: all.map(({ key }) => key),
  });
  for (const began of all) {
    const action = context.actions.get(actionOf(context, began));
    if (action?.kind !== 'changes') continue;
    if (durable.cancelled.aborted) return;
    await durable.append(await releaseOne(options, context, began, action));
  }
};

const actionOf = (context: Context, began: Of<'began'>): string => {
  const node = context.index.at(began.step)?.node;
  return node?.kind === 'step' ? node.action : '';
};

const releaseOne = async (
  options: ReleaseOptions,
  context: Context,
  began: Of<'began'>,
  action: ActionOf<'changes'>,
): Promise<Released> => {
  const { key, input, before = {} } = began;
  const { last } = context.ledger.of(key);
  const ours = last?.is === 'ended' ? last.after : undefined;
  const output = last?.is === 'ended' ? last.output : {};
  const spot = { context, durable: options.durable, members: {} };
  const { use, made } = attemptAt(spot, action, key, 60);
  const choices = { ...use.choices, falsePositive: options.falsePositive };
  const aws = context.door.open({
    signal: use.signal,
    calls: [...action.calls, ...action.releaseCalls],
    made: (call) => void made.push(call),
  });
  const result = (outcome: Released['outcome'], because?: string, now?: Values): Released => ({
    is: 'released',
    key,
    outcome,
    ...(because === undefined ? {} : { because }),
    before,
    ...(ours === undefined ? {} : { ours }),
    ...(now === undefined ? {} : { now }),
    calls: made,
  });
  const see = async (): Promise<Values> => {
    const checked = checkValues(action.state, await action.see(aws, input, use));
    if (!checked.ok) throw new Error(checked.because);
    return checked.value;
  };
  try {
    const now = await see();
    if (isSame(now, before)) return result('gone', 'it is as it was before', now);
    const drifted =
      ours === undefined
        ? 'the step did not end, so it is not known what of this is ours'
        : 'somebody has changed it since';
    if (!isSame(now, ours) && !options.acceptDrift.includes(key)) return result('drifted', drifted, now);
    const kept = await action.release(aws, input, before, output, { ...use, choices });
    if (kept) return result('kept', kept.kept, now);
    const after = await see();
    return isSame(after, before)
      ? result('released', undefined, after)
      : result('failed', 'it is not as it was before', after);
  } catch (error) {
    if (isFatal(error)) throw error;
    const failure = failureOf(error);
    return failure.reason === 'not-found' ? result('gone', failure.message) : result('failed', failure.message);
  }
};
