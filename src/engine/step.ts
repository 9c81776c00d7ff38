import { checkValues } from '../fields/index.ts';
import type { Skip } from '../journal/index.ts';
import type { StepNode } from '../plan/index.ts';
import type { About } from './attempt.ts';
import { barred } from './barred.ts';
import { tryOnce } from './carry-out.ts';
import { isPutBack } from './ledger.ts';
import { waitToLookAgain } from './poll.ts';
import { rehearse } from './rehearse.ts';
import { skipOf } from './resolved.ts';
import { resolveInputs } from './resolve.ts';
import { keyAt, scopeOf, secondsOf, type Spot } from './run-context.ts';

/** Records why a node was not run, once for each reason. */
export const skip = async (
  spot: Spot,
  id: string,
  attempt: number,
  { counts, because, calls }: Skip,
): Promise<void> => {
  const key = keyAt(spot, id);
  const { last } = spot.context.ledger.of(key);
  if (last?.is === 'skipped' && last.because === because && last.counts === counts) return;
  await spot.durable.append({ is: 'skipped', key, attempt, counts, because, ...(calls ? { calls } : {}) });
};

/** What a step would be tried with now, or why it can't be. */
const prepare = async (spot: Spot, node: StepNode): Promise<About | Skip | string | undefined> => {
  const { context, durable } = spot;
  const key = keyAt(spot, node.id);
  const action = context.actions.get(node.action);
  if (!action) return `there is no action ${node.action}`;
  const standing = durable.standing(key);
  if (standing.is === 'ended') return undefined;
  const { saved, released, began } = context.ledger.of(key);
  // A person has put it back: going on with the case does not undo that.
  if (released && isPutBack(released) && released.seq > (began?.seq ?? 0)) return undefined;
  const inDoubt = standing.is === 'doubtful';
  // What is in doubt stays so: a resume looks it up.
  if (inDoubt && durable.cancelled.aborted) return undefined;
  const resolved = inDoubt
    ? ({ is: 'value', value: standing.began.input } as const)
    : resolveInputs(scopeOf(spot), node.values, action.input);
  if (resolved.is !== 'value') return skipOf(resolved);
  const bar = await barred(spot, node, inDoubt);
  if (bar) return bar;
  const input = checkValues(action.input, resolved.value as object);
  if (!input.ok) return input.because;
  return {
    action,
    input: input.value,
    key,
    step: node.id,
    number: standing.attempt,
    ...(inDoubt ? { doubtful: standing.began } : {}),
    ...(saved?.before === undefined ? {} : { saved: saved.before }),
  };
};
const numberOf = ({ durable }: Spot, key: string): number => {
  const standing = durable.standing(key);
  return standing.is === 'ended' ? standing.ended.attempt : standing.attempt;
};

/** Runs a step to an end, a failure or a skip, and records which. Never throws for what AWS or an action says. */
export const runStep = async (spot: Spot, node: StepNode): Promise<void> => {
  const { context, durable } = spot;
  const key = keyAt(spot, node.id);
  const leave = (left: Skip): Promise<void> => skip(spot, node.id, numberOf(spot, key), left);
  const isDry = context.opened.mode === 'dry-run';
  for (;;) {
    const ready = await prepare(spot, node);
    if (ready === undefined) return;
    if (typeof ready === 'string') {
      const failure = { reason: 'bad-output', message: ready } as const;
      await durable.append({ is: 'failed', key, attempt: numberOf(spot, key), failure, calls: [] });
      return;
    }
    if ('counts' in ready) {
      // A change that was made and does not hold stays what it is until it can be tried again.
      if (context.ledger.of(key).last?.is !== 'ended') await leave(ready);
      return;
    }
    const seconds = secondsOf(node.atMost, context.severity());
    if (isDry && ready.action.kind !== 'looks') return leave(await rehearse(spot, ready, ready.action, seconds));
    const result = await tryOnce(spot, ready, seconds);
    if (result !== 'not yet') {
      await durable.append(result);
      return;
    }
    if (isDry) return leave({ counts: 'open', because: 'a dry run does not wait' });
    if (!(await waitToLookAgain(spot, node)))
      return leave({ counts: 'open', because: 'it is still going on; a resume looks again' });
  }
};
