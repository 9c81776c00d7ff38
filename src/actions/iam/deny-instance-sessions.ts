import { instanceId, instant, maybe, roleId, roleName, text } from '../../fields/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';
import { denyInstance, sameMeaning } from '../shared/policies.ts';
import { deletePolicy, readPolicy } from '../shared/role-policy.ts';
import { neutral } from '../shared/tags.ts';

/** Credentials of an instance live for up to 6 h (T11). */
const LIFE_MS = 6 * 3_600_000;
const nameOf = (caseId: string, id: string): string => `access-${neutral(caseId, id, 'deny-instance-sessions')}`;

/**
 * Denies everything to this instance's own sessions: old credentials and refreshed ones, here or stolen, and nobody
 * else's. Nothing is left out for the SSM agent: isolation cuts it off anyway, and the host work is done before.
 *
 * It stays until what was stolen has expired, unless the alert was wrong: taking it away sooner arms it again.
 */
export const denyInstanceSessions = changes({
  title: 'Deny the sessions of this instance',
  noun: 'credentials',
  calls: ['iam:GetRolePolicy', 'iam:PutRolePolicy'],
  releaseCalls: ['iam:DeleteRolePolicy'],
  input: {
    roleName: roleName('The role'),
    roleId: roleId('The role’s unique id'),
    instanceId: instanceId('The instance'),
  },
  output: { policyName: text('Inline policy of the role'), deniedAt: instant('Denied since') },
  state: { document: maybe(text('The inline policy')) },
  async see(aws, { roleName: role, instanceId: id }, { caseId }) {
    return { document: await readPolicy(aws, role, nameOf(caseId, id)) };
  },
  async run(aws, { roleName: role, roleId: unique, instanceId: id }, _, use) {
    const policyName = nameOf(use.caseId, id);
    await aws('iam:PutRolePolicy', {
      RoleName: role,
      PolicyName: policyName,
      PolicyDocument: JSON.stringify(denyInstance(unique, id)),
    });
    return { policyName, deniedAt: use.now().toISOString() };
  },
  verify: (_, { roleName: role, roleId: unique, instanceId: id }, { policyName }, now) =>
    sameMeaning(now.document, denyInstance(unique, id))
      ? holds(`${policyName} of ${role} denies ${unique}:${id}`)
      : doesNotHold(`${policyName} of ${role} does not say so`),
  async release(aws, { roleName: role }, _, { policyName, deniedAt }, { choices, now }) {
    const until = new Date(Date.parse(deniedAt) + LIFE_MS);
    if (!choices.falsePositive && now() < until)
      return { kept: `stolen credentials may live until ${until.toISOString()}` };
    return deletePolicy(aws, role, policyName);
  },
});
