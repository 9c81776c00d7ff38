import { instanceId, instant, maybe, roleId, roleName, text } from '../../fields/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';
import { denyIssued, sameMeaning } from '../shared/policies.ts';
import { deletePolicy, readPolicy } from '../shared/role-policy.ts';
import { neutral } from '../shared/tags.ts';

/** Credentials of an instance live for up to 6 h (T11). */
const LIFE_MS = 6 * 3_600_000;
const nameOf = (caseId: string, id: string): string => `access-${neutral(caseId, id, 'deny-issued-sessions')}`;

/**
 * Denies the credentials that this instance was given until now, wherever they are used: whoever held the token could
 * read them. Newer ones work, and the SSM agent stays reachable. Goes after all other work on the host.
 */
export const denyIssuedSessions = changes({
  title: 'Deny the sessions issued to this instance until now',
  noun: 'credentials',
  calls: ['iam:GetRolePolicy', 'iam:PutRolePolicy'],
  releaseCalls: ['iam:DeleteRolePolicy'],
  input: {
    roleName: roleName('The role'),
    roleId: roleId('The role’s unique id'),
    instanceId: instanceId('The instance'),
  },
  output: { policyName: text('Inline policy of the role'), cutoff: instant('Sessions issued before are denied') },
  state: { document: maybe(text('The inline policy')) },
  async see(aws, { roleName: role, instanceId: id }, { caseId }) {
    return { document: await readPolicy(aws, role, nameOf(caseId, id)) };
  },
  async run(aws, { roleName: role, roleId: unique, instanceId: id }, _, use) {
    const policyName = nameOf(use.caseId, id);
    const cutoff = use.now().toISOString();
    const PolicyDocument = JSON.stringify(denyIssued(unique, id, cutoff));
    await aws('iam:PutRolePolicy', { RoleName: role, PolicyName: policyName, PolicyDocument });
    return { policyName, cutoff };
  },
  verify: (_, { roleName: role, roleId: unique, instanceId: id }, { policyName, cutoff }, now) =>
    sameMeaning(now.document, denyIssued(unique, id, cutoff))
      ? holds(`${policyName} of ${role} denies ${unique}:${id} what was issued before ${cutoff}`)
      : doesNotHold(`${policyName} of ${role} does not say so`),
  async release(aws, { roleName: role }, _, { policyName, cutoff }, { choices, now }) {
    const until = new Date(Date.parse(cutoff) + LIFE_MS);
    if (!choices.falsePositive && now() < until)
      return { kept: `stolen credentials may live until ${until.toISOString()}` };
    return deletePolicy(aws, role, policyName);
  },
});
