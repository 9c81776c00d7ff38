import { planOf, policyOf, ROLES } from '../../plan/index.ts';
import { playbookNamed } from '../inputs.ts';

/** The IAM policies of a playbook's roles, as one JSON document: what its calls need, and nothing else. */
export const command = (_: Record<string, unknown>, name?: string): Promise<number> => {
  const plan = planOf(playbookNamed(name));
  const policies = Object.fromEntries(ROLES.map((role) => [role, policyOf(plan, role)]));
  process.stdout.write(`${JSON.stringify(policies, undefined, 2)}\n`);
  return Promise.resolve(0);
};
