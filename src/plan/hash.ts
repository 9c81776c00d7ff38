import { createHash } from 'node:crypto';
import { type Plan, stepsOf } from './nodes.ts';

/** Covers the plan and the declarations of its actions, not their code. */
export const hashOf = (plan: Plan): string => createHash('sha256').update(JSON.stringify(plan)).digest('hex');

/** The ids of steps that are not the same in both plans: what a resume names when it refuses. */
export const differing = (was: Plan, now: Plan): readonly string[] => {
  const shown = (plan: Plan): Map<string, string> =>
    new Map(stepsOf(plan).map((step) => [step.id, JSON.stringify([step, plan.actions[step.action]])]));
  const [before, after] = [shown(was), shown(now)];
  return [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
};
