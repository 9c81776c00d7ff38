import { arn, count, maybe, roleId, roleName } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';

/** A role's default, where AWS doesn't say (IAM API, Role). */
const HOUR = 3_600;

/** The role behind an instance profile, whose name need not be the profile's (T11). A profile may have no role. */
export const findRole = looks({
  title: 'Find the role behind an instance profile',
  calls: ['iam:GetInstanceProfile', 'iam:GetRole'],
  input: { profileArn: arn('The instance profile') },
  output: {
    roleName: maybe(roleName('The role')),
    roleId: maybe(roleId('The role’s unique id')),
    roleArn: maybe(arn('The role’s ARN')),
    maxSessionSeconds: count('Longest session of the role, in seconds'),
  },
  async run(aws, { profileArn }) {
    const InstanceProfileName = profileArn.split('/').at(-1) ?? '';
    const { InstanceProfile } = await aws('iam:GetInstanceProfile', { InstanceProfileName });
    const role = InstanceProfile?.Roles?.[0];
    if (role?.RoleName === undefined) return { maxSessionSeconds: HOUR };
    // The profile's copy of the role leaves this out; a longer wait before a release does no harm.
    const longest = await aws('iam:GetRole', { RoleName: role.RoleName }).then(
      ({ Role }) => Role?.MaxSessionDuration ?? HOUR,
      () => 12 * HOUR,
    );
    return { roleName: role.RoleName, roleId: role.RoleId, roleArn: role.Arn, maxSessionSeconds: longest };
  },
});
