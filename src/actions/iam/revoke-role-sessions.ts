import type { Looking } from '../../aws/index.ts';
import { count, instanceId, instant, maybe, roleName, text } from '../../fields/index.ts';
import { changes, doesNotHold, holds, unproven, type Use } from '../../language/index.ts';
import { cutoffIn, denyOlder } from '../shared/policies.ts';
import { profileOf } from '../shared/profile.ts';
import { deletePolicy, readPolicy } from '../shared/role-policy.ts';
import { neutral } from '../shared/tags.ts';

const INSTANCE_LIFE_SECONDS = 6 * 3_600;
const nameOf = ({ caseId }: Pick<Use, 'caseId'>, role: string): string =>
  `session-${neutral(caseId, role, 'revoke-role-sessions')}`;

/**
 * Denies every session of the role that was issued until now, whoever uses it (T10). The cut-off is taken after profile
 * and metadata service have been read and are off: taken earlier, the instance could get newer credentials. It reads
 * that itself, so that it revokes what it can even where taking them away has failed, and then says `unproven`.
 *
 * The cut-off is this machine's clock in UTC; `now` must be corrected by AWS's own clock where they differ (T30).
 */
export const revokeRoleSessions = changes({
  title: 'Deny every session of the role issued until now',
  noun: 'credentials',
  calls: [
    'iam:GetRolePolicy',
    'iam:PutRolePolicy',
    'ec2:DescribeIamInstanceProfileAssociations',
    'ec2:DescribeInstances',
  ],
  releaseCalls: ['iam:DeleteRolePolicy'],
  input: {
    roleName: roleName('The role'),
    instanceId: instanceId('The instance'),
    maxSessionSeconds: count('Longest session of the role, in seconds'),
  },
  output: { policyName: text('Inline policy of the role'), cutoff: instant('Sessions issued before are denied') },
  state: { document: maybe(text('The inline policy')) },
  async see(aws, { roleName: role }, use) {
    return { document: await readPolicy(aws, role, nameOf(use, role)) };
  },
  async run(aws, { roleName: role, instanceId: id }, _, use) {
    await sourceOf(aws, id);
    const policyName = nameOf(use, role);
    const cutoff = use.now().toISOString();
    await aws('iam:PutRolePolicy', {
      RoleName: role,
      PolicyName: policyName,
      PolicyDocument: JSON.stringify(denyOlder(cutoff)),
    });
    return { policyName, cutoff };
  },
  async verify(aws, { roleName: role, instanceId: id }, { policyName, cutoff }, now) {
    if (cutoffIn(now.document) !== cutoff) return doesNotHold(`${policyName} of ${role} does not say so`);
    const source = await sourceOf(aws, id);
    if (source !== undefined) return unproven(`${source}, so newer sessions can be had`);
    return holds(`sessions of ${role} issued before ${cutoff} are denied`);
  },
  async release(aws, { roleName: role, maxSessionSeconds }, _, { policyName, cutoff }, { choices, now }) {
    const life = Math.max(maxSessionSeconds, INSTANCE_LIFE_SECONDS);
    const until = new Date(Date.parse(cutoff) + life * 1_000);
    if (!choices.falsePositive && now() < until)
      return { kept: `sessions that were stolen may live until ${until.toISOString()}` };
    return deletePolicy(aws, role, policyName);
  },
});

/** Where the instance can still get credentials from; undefined where nothing gives it any. */
const sourceOf = async (
  aws: Looking<'ec2:DescribeIamInstanceProfileAssociations' | 'ec2:DescribeInstances'>,
  id: string,
): Promise<string | undefined> => {
  const [profile, { Reservations }] = await Promise.all([
    profileOf(aws, id),
    aws('ec2:DescribeInstances', { InstanceIds: [id] }),
  ]);
  const instance = Reservations?.[0]?.Instances?.[0];
  if (/^(shutting-down|terminated)$/.test(instance?.State?.Name ?? 'terminated')) return undefined;
  if (profile) return `${id} still has ${profile.arn}`;
  const metadata = instance?.MetadataOptions;
  const off = metadata?.HttpEndpoint === 'disabled' && metadata.State !== 'pending';
  return off ? undefined : `the metadata service of ${id} may still answer`;
};
