import { createHash } from 'node:crypto';
import type { ByHandNode, FollowNode, Plan, PlanNode, StepNode, TogetherNode } from '../plan/index.ts';

export type Node = Exclude<PlanNode, TogetherNode>;
/** Nodes side by side, whether they stand in a `together` or not. */
export const nodesIn = (nodes: readonly PlanNode[]): readonly Node[] =>
  nodes.flatMap((node) => (node.kind === 'together' ? Object.values(node.branches).flatMap(nodesIn) : [node]));
/** What a node stands inside of, outermost first. */
export type Container = Extract<Node, { readonly body: unknown }>;
interface Place {
  readonly node: Node;
  readonly inside: readonly Container[];
}
/** The member of each surrounding fan-out that a step belongs to, by the fan-out's id. */
export type Members = Readonly<Record<string, string>>;

/** Finds nodes by id, and the journal key of a node for given members: `each-id[member]/step`. */
export interface PlanIndex {
  readonly plan: Plan;
  readonly at: (id: string) => Place | undefined;
  readonly gate: (id: string) => Extract<Node, { readonly kind: 'approval' }> | undefined;
  /** The containers around a node or a gate, outermost first. */
  readonly inside: (id: string) => readonly Container[];
  readonly keyOf: (id: string, members: Members) => string;
  readonly behind: (gate: string) => readonly (StepNode | ByHandNode | FollowNode)[];
  /** By-hand steps whose attestation stands for the proof of this node. */
  readonly provers: (id: string) => readonly ByHandNode[];
}

export const indexOf = (plan: Plan): PlanIndex => {
  const places = new Map<string, Place>();
  const gates = new Map<string, Place>();
  const visit = (nodes: readonly PlanNode[], inside: readonly Container[]): void => {
    for (const node of nodes) {
      if (node.kind === 'together') {
        for (const branch of Object.values(node.branches)) visit(branch, inside);
        continue;
      }
      (node.kind === 'approval' ? gates : places).set(node.id, { node, inside });
      if ('body' in node) visit(node.body, [...inside, node]);
    }
  };
  visit(plan.nodes, []);
  const provers = new Map<string, ByHandNode[]>();
  for (const { node } of places.values())
    if (node.kind === 'by-hand' && node.proves !== undefined)
      provers.set(node.proves, [...(provers.get(node.proves) ?? []), node]);
  const inside = (id: string): readonly Container[] => (places.get(id) ?? gates.get(id))?.inside ?? [];
  const prefix = (around: readonly Container[], members: Members): string =>
    around.map((each) => (each.kind === 'each' ? `${each.id}[${members[each.id] ?? '?'}]/` : '')).join('');
  return {
    plan,
    at: (id) => places.get(id),
    gate: (id) => {
      const node = gates.get(id)?.node;
      return node?.kind === 'approval' ? node : undefined;
    },
    inside,
    keyOf: (id, members) => `${prefix(inside(id), members)}${id}`,
    behind: (gate) =>
      [...places.values()].flatMap(({ node }) => ('behind' in node && node.behind === gate ? [node] : [])),
    provers: (id) => provers.get(id) ?? [],
  };
};

/** The name of a fan-out's member in journal keys: itself where that is short and plain, else a hash. */
export const memberName = (item: unknown, key: string | undefined): string => {
  const named =
    key !== undefined && item !== null && typeof item === 'object' ? (item as Record<string, unknown>)[key] : item;
  const text = typeof named === 'string' ? named : JSON.stringify(named ?? null);
  return /^[A-Za-z0-9._:-]{1,64}$/.test(text) ? text : createHash('sha256').update(text).digest('hex').slice(0, 12);
};
