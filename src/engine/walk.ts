import type { Failure, Skip } from '../journal/index.ts';
import type { EachNode, FollowNode, PlanNode, WhenNode } from '../plan/index.ts';
import { runByHand } from './by-hand.ts';
import { runGate } from './gate.ts';
import { memberName } from './plan-index.ts';
import { skipOf } from './resolved.ts';
import { conditionOf, resolveRef } from './resolve.ts';
import { keyAt, scopeOf, type Spot } from './run-context.ts';
import { runStep, skip } from './step.ts';

/** Walks nodes in their order. A failed step never stops the walk; order alone is not a dependency (F1, F2). */
export const walkNodes = async (
  spot: Spot,
  nodes: readonly PlanNode[],
  between?: () => Promise<void>,
): Promise<void> => {
  for (const node of nodes) {
    await between?.();
    await runNode(spot, node);
  }
};

const runNode = async (spot: Spot, node: PlanNode): Promise<void> => {
  switch (node.kind) {
    case 'step':
      return runStep(spot, node);
    case 'approval':
      return runGate(spot, node);
    case 'by-hand':
      return runByHand(spot, node);
    case 'each':
      return runEach(spot, node);
    case 'when':
    case 'follow':
      return runInside(spot, node);
    case 'together': {
      const names = Object.keys(node.branches);
      await spot.durable.fan(names, names.length, (name, durable) =>
        walkNodes({ ...spot, durable }, node.branches[name] ?? []),
      );
    }
  }
};

const runEach = async (spot: Spot, node: EachNode): Promise<void> => {
  const names = await namesOf(spot, node);
  await spot.durable.fan(names, node.atOnce, (name, durable) =>
    walkNodes({ ...spot, durable, members: { ...spot.members, [node.id]: name } }, node.body),
  );
};

/** The members of a fan-out: as they were fanned out once, or as they are read now. None where that can't be. */
const namesOf = async (spot: Spot, node: EachNode): Promise<readonly string[]> => {
  const { fanned } = spot.context.ledger.of(keyAt(spot, node.id));
  if (fanned) return fanned.names;
  if (spot.durable.cancelled.aborted) return none(spot, node, { counts: 'open', because: 'the run was aborted' });
  const over = resolveRef(scopeOf(spot), node.over);
  if (over.is !== 'value') return none(spot, node, skipOf(over));
  const members = (Array.isArray(over.value) ? over.value : []) as readonly unknown[];
  const names = members.map((item) => memberName(item, node.key));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    return none(spot, node, { reason: 'duplicate', message: `two members are called ${twice}`, member: twice });
  if (names.length === 0 && node.mayBeEmpty === undefined)
    return none(spot, node, {
      reason: 'empty',
      message: 'there is nothing to do it to, and an empty list proves nothing',
    });
  await spot.durable.append({ is: 'fanned', key: keyAt(spot, node.id), members, names });
  return names;
};
const none = async (spot: Spot, { id }: EachNode, why: Skip | Failure): Promise<readonly string[]> => {
  const key = keyAt(spot, id);
  const { last } = spot.context.ledger.of(key);
  if ('counts' in why) await skip(spot, id, 1, why);
  else if (last?.is !== 'failed') await spot.durable.append({ is: 'failed', key, attempt: 1, failure: why, calls: [] });
  return [];
};

const runInside = async (spot: Spot, node: WhenNode | FollowNode): Promise<void> => {
  const bar = conditionOf(scopeOf(spot), node);
  return bar ? skip(spot, node.id, 1, skipOf(bar)) : walkNodes(spot, node.body);
};
