import { type Plan, type PlanNode, walk } from './nodes.ts';

/** No step takes longer: what waits is polled by the engine instead. */
export const MOST_SECONDS = 60;

type Node = Exclude<PlanNode, { readonly kind: 'together' }>;
const secondsOf = (node: Node): readonly number[] => {
  if (node.kind !== 'step') return [];
  const { atMost } = node;
  return 'seconds' in atMost ? [atMost.seconds] : [atMost.critical.seconds, atMost.otherwise.seconds];
};

/** What is wrong with a finished plan, or undefined: what can be said of no single line of the playbook. */
export const whyBad = (plan: Plan): string | undefined => {
  const nodes = [...walk(plan.nodes)];
  const gates = new Set(nodes.flatMap((node) => ('behind' in node && node.behind !== undefined ? [node.behind] : [])));
  for (const node of nodes) {
    if (node.kind === 'approval' && !gates.has(node.id))
      return `nothing stands behind the approval “${node.id}”: its answer would change nothing`;
    if (secondsOf(node).some((seconds) => !(seconds > 0 && seconds <= MOST_SECONDS)))
      return `“${node.id}”: a step has more than 0 and at most ${MOST_SECONDS} s`;
  }
  return undefined;
};
