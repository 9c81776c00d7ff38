import { createHash } from 'node:crypto';
import type { Plan, PlanNode } from './nodes.ts';

/** Covers the plan and the declarations of its actions, not their code. */
export const hashOf = (plan: Plan): string => createHash('sha256').update(JSON.stringify(plan)).digest('hex');

/** Every node by id, each with where it stands and all that is said of it but what stands inside of it. */
const shown = (plan: Plan): Map<string, string> => {
  const all = new Map<string, string>();
  const visit = (nodes: readonly PlanNode[], where: string): void => {
    for (const node of nodes) {
      if (node.kind === 'together') {
        for (const [name, branch] of Object.entries(node.branches)) visit(branch, `${where}/together ${name}`);
        continue;
      }
      const { id } = node;
      const body = 'body' in node ? node.body : [];
      const action = node.kind === 'step' ? plan.actions[node.action] : undefined;
      const key = node.kind === 'approval' ? `gate:${id}` : id;
      all.set(key, JSON.stringify([where, { ...node, body: undefined }, action]));
      visit(body, `${where}/${id}`);
    }
  };
  visit(plan.nodes, '');
  return all;
};

/**
 * The ids of what is not the same in both plans: what a resume names when it refuses. Where only the order differs, the
 * first that stands elsewhere.
 */
export const differing = (was: Plan, now: Plan): readonly string[] => {
  const [before, after] = [shown(was), shown(now)];
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
  if (changed.length > 0) return changed;
  const order = [...after.keys()];
  return [...before.keys()].filter((id, at) => id !== order[at]).slice(0, 1);
};
