import type { EachNode, FollowNode, PlanNode, WhenNode } from '../plan/index.ts';
import { runByHand } from './by-hand.ts';
import { runGate } from './gate.ts';
import { memberName } from './plan-index.ts';
import { resolveRef, type Resolved, resolveValues } from './resolve.ts';
import { keyAt, scopeOf, type Spot } from './run-context.ts';
import { runStep } from './step.ts';

/** Walks nodes in their order. A failed step never stops the walk; order alone is not a dependency (F1, F2). */
export const walkNodes = async (
  spot: Spot,
  nodes: readonly PlanNode[],
  between?: (node: PlanNode) => Promise<void>,
): Promise<void> => {
  for (const node of nodes) {
    await between?.(node);
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
      return runWhen(spot, node);
    case 'follow':
      return runFollow(spot, node);
    case 'together': {
      const names = Object.keys(node.branches);
      await spot.durable.fan(names, names.length, (name, durable) =>
        walkNodes({ ...spot, durable }, node.branches[name] ?? []),
      );
    }
  }
};

const skipAll = async (spot: Spot, id: string, found: Exclude<Resolved, { is: 'value' }>): Promise<void> => {
  const counts = found.is === 'absent' ? 'fine' : found.is === 'later' ? 'open' : found.counts;
  const key = keyAt(spot, id);
  const { last } = spot.context.ledger.of(key);
  if (last?.is === 'skipped' && last.because === found.because && last.counts === counts) return;
  await spot.durable.append({ is: 'skipped', key, attempt: 1, counts, because: found.because });
};

const runEach = async (spot: Spot, node: EachNode): Promise<void> => {
  const { context, durable } = spot;
  const key = keyAt(spot, node.id);
  let names = context.ledger.of(key).fanned?.names;
  if (!names) {
    const over = resolveRef(scopeOf(spot), node.over);
    if (over.is !== 'value') return skipAll(spot, node.id, over);
    const items = (Array.isArray(over.value) ? over.value : []) as readonly unknown[];
    names = items.map((item) => memberName(item, node.key));
    const twice = names.find((name, at) => names?.indexOf(name) !== at);
    if (twice !== undefined) {
      const message = `two members are called ${twice}`;
      await durable.append({
        is: 'failed',
        key,
        attempt: 1,
        failure: { reason: 'duplicate', message, member: twice },
        calls: [],
      });
      return;
    }
    if (names.length === 0 && node.mayBeEmpty === undefined) {
      const message = 'there is nothing to do it to, and an empty list proves nothing';
      await durable.append({ is: 'failed', key, attempt: 1, failure: { reason: 'empty', message }, calls: [] });
      return;
    }
    await durable.append({ is: 'fanned', key, members: items, names });
  }
  await durable.fan(names, node.atOnce, (name, child) =>
    walkNodes({ ...spot, durable: child, members: { ...spot.members, [node.id]: name } }, node.body),
  );
};

const runWhen = async (spot: Spot, node: WhenNode): Promise<void> => {
  const { ref, is, missing } = node.condition;
  const found = resolveRef(scopeOf(spot), ref);
  if (found.is === 'none' || found.is === 'later') return skipAll(spot, node.id, found);
  const value = found.is === 'value' ? found.value : undefined;
  const met = missing === true ? value === undefined : value === is;
  if (met) return walkNodes(spot, node.body);
  return skipAll(spot, node.id, {
    is: 'absent',
    because: `not needed: ${ref.replaceAll('?', '')} is ${JSON.stringify(value) ?? 'absent'}`,
  });
};

const runFollow = async (spot: Spot, node: FollowNode): Promise<void> => {
  const given = resolveValues(scopeOf(spot), node.values);
  return given.is === 'value' ? walkNodes(spot, node.body) : skipAll(spot, node.id, given);
};
