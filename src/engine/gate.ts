import { randomUUID } from 'node:crypto';
import type { Of } from '../journal/index.ts';
import type { GateNode } from '../plan/index.ts';
import { askPerson } from './ask.ts';
import { barredNow } from './barred.ts';
import { isPutBack } from './ledger.ts';
import type { Node } from './plan-index.ts';
import { conditionOf, resolveInputs, resolveRef, whyNotNeeded } from './resolve.ts';
import { keyAt, scopeOf, shownAt, type Spot } from './run-context.ts';
import { whyNotAsked } from './target-read.ts';

/** Whether this could run, were the gate approved. What can't be known yet could. */
const couldRun = (spot: Spot, node: Node): boolean => {
  const { context } = spot;
  const key = keyAt(spot, node.id);
  const { attested, released } = context.ledger.of(key);
  if (attested || (released && isPutBack(released)) || spot.durable.standing(key).is === 'ended') return false;
  const scope = scopeOf(spot);
  // A `when` between the gate and the step may be known not to be met.
  for (const container of context.index.inside(node.id))
    if (container.kind === 'when') {
      const none = conditionOf(scope, container);
      if (none && none.is !== 'later') return false;
    }
  if (node.kind === 'step') {
    const shape = context.actions.get(node.action)?.input ?? {};
    const found = resolveInputs(scope, node.values, shape).is;
    return (found === 'value' || found === 'later') && barredNow(spot, node) === undefined;
  }
  return 'needs' in node && whyNotNeeded(scope, node.needs) === undefined;
};

/** Whether anything behind the gate could run: nobody is asked about what can't be done. */
const isWorthAsking = (spot: Spot, node: GateNode): boolean =>
  !spot.context.evidenceOnly() &&
  !spot.durable.cancelled.aborted &&
  spot.context.index.behind(node.id).some((one) => couldRun(spot, one));

/** The question that is open; one whose time ran out while nobody waited is ended first, and asked again if it may be. */
const openQuestion = async (spot: Spot, node: GateNode, gate: string): Promise<Of<'asked'> | 'settled' | undefined> => {
  const { asked, answered } = spot.context.ledger.gate(gate);
  if (!asked) return undefined;
  if (answered?.answer === 'approved' || answered?.answer === 'denied') return 'settled';
  const isOver = spot.durable.now().getTime() >= Date.parse(asked.until);
  if (!answered && !isOver) return asked;
  if (!answered) await expire(spot, gate, asked.nonce);
  return node.onTimeout === 'proceed' ? 'settled' : undefined;
};
const expire = ({ durable }: Spot, gate: string, nonce: string): Promise<unknown> =>
  durable.append({ is: 'answered', gate, nonce, answer: 'expired', by: 'nobody', how: 'time ran out' });

/** Asks for an approval, bound to a nonce, until it is answered or put off. */
export const runGate = async (spot: Spot, node: GateNode): Promise<void> => {
  const { context, durable } = spot;
  const gate = keyAt(spot, node.id);
  if (context.opened.mode === 'dry-run') return;
  const open = await openQuestion(spot, node, gate);
  if (open === 'settled' || !isWorthAsking(spot, node)) return;
  // Nobody is asked for what may not be done: another case holds the target, or the caller is the suspect.
  if (await whyNotAsked(context)) return;
  const counted = node.hits === undefined ? undefined : resolveRef(scopeOf(spot), node.hits);
  const hits = counted?.is === 'value' && typeof counted.value === 'number' ? counted.value : undefined;
  const asked =
    open ??
    (await durable.append({
      is: 'asked',
      gate,
      nonce: randomUUID(),
      shows: shownAt(spot, node.shows),
      ...(hits === undefined ? {} : { hits }),
      until: new Date(durable.now().getTime() + node.seconds * 1000).toISOString(),
    }));
  if (asked.is !== 'asked') throw new Error('the journal answered another entry than was appended');
  const destroys = context.index.behind(node.id).some((one) => one.kind === 'step' && one.does === 'destroys');
  const first = await askPerson(
    spot,
    { is: 'gate', gate, node, destroys, hits: asked.hits ?? 0, asked },
    durable.waitFor(gate, asked.nonce, new Date(asked.until)),
  );
  if (first.is === 'timeout') await expire(spot, gate, asked.nonce);
  if (first.is !== 'answer') return;
  const { answer, by, how } = first;
  await durable.append({ is: 'answered', gate, nonce: asked.nonce, answer, by, how });
};
