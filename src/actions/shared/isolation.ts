import { type Aws, failedWith, type Looking, type OutputOf } from '../../aws/index.ts';
import { Cannot, type NotYet, type Use } from '../../language/index.ts';
import { settle } from './settle.ts';
import { caseTags, neutral } from './tags.ts';

/** `deny` has no rule at all; `open` admits everything, for the seconds in which tracked connections are cut. */
export type Purpose = 'deny' | 'open';
export interface Group {
  readonly groupId: string;
  /** Rules of both directions and both address families. */
  readonly rules: number;
}

/** Says nothing of an incident to who reads it from the host (T26), and is the same whenever it is asked. */
export const groupName = (use: Pick<Use, 'caseId'>, vpcId: string, purpose: Purpose = 'deny'): string =>
  `net-${neutral(use.caseId, vpcId, purpose)}`;

type Described = NonNullable<OutputOf<'ec2:DescribeSecurityGroups'>['SecurityGroups']>[number];
type Permissions = NonNullable<Described['IpPermissions']>;

const find = async (
  aws: Looking<'ec2:DescribeSecurityGroups'>,
  name: string,
  vpcId: string,
): Promise<Described | undefined> => {
  const { SecurityGroups } = await aws('ec2:DescribeSecurityGroups', {
    Filters: [
      { Name: 'group-name', Values: [name] },
      { Name: 'vpc-id', Values: [vpcId] },
    ],
  });
  return SecurityGroups?.[0];
};
/** Sources of one permission count one by one; one without a source (as a fault would leave it) counts too. */
const rulesIn = (permissions: Permissions | undefined): number =>
  (permissions ?? []).reduce((sum, { IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs }) => {
    const sources = [IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs];
    return sum + Math.max(1, sources.flatMap((each) => each ?? []).length);
  }, 0);

/** The case's group in this VPC, found again by its name; undefined where there is none (yet). */
export const findGroup = async (
  aws: Looking<'ec2:DescribeSecurityGroups'>,
  use: Pick<Use, 'caseId'>,
  vpcId: string,
  purpose: Purpose = 'deny',
): Promise<Group | undefined> => {
  const found = await find(aws, groupName(use, vpcId, purpose), vpcId);
  if (found?.GroupId === undefined) return undefined;
  return { groupId: found.GroupId, rules: rulesIn(found.IpPermissions) + rulesIn(found.IpPermissionsEgress) };
};

/** Finds the case's group or makes it. */
export const ensureGroup = async (
  aws: Aws<'ec2:DescribeSecurityGroups' | 'ec2:CreateSecurityGroup'>,
  use: Use,
  vpcId: string,
  purpose: Purpose,
): Promise<{ readonly groupId: string; readonly egress: Permissions }> => {
  const name = groupName(use, vpcId, purpose);
  const made = async (): Promise<Described | undefined> => {
    const { GroupId } = await aws('ec2:CreateSecurityGroup', {
      GroupName: name,
      Description: name,
      VpcId: vpcId,
      TagSpecifications: [{ ResourceType: 'security-group', Tags: caseTags(use) }],
    }).catch((error: unknown) => {
      if (failedWith(error, 'InvalidGroup.Duplicate')) return { GroupId: undefined };
      throw error;
    });
    // Its egress rules have to be seen before they can be revoked: a new group may take a moment to be readable.
    const seen = await settle(
      () => find(aws, name, vpcId),
      (group) => group !== undefined,
      use,
    );
    return seen ?? (GroupId === undefined ? undefined : { GroupId });
  };
  const group = (await find(aws, name, vpcId)) ?? (await made());
  if (group?.GroupId === undefined) throw new Cannot(`a group of ${vpcId} was made and can't be found again yet`);
  return { groupId: group.GroupId, egress: group.IpPermissionsEgress ?? [] };
};

/**
 * The case's group without any rule. A new group admits all egress, IPv6 too where its VPC has it (T3): what is listed
 * is revoked, both families in one call.
 */
export const ensureIsolation = async (
  aws: Aws<'ec2:DescribeSecurityGroups' | 'ec2:CreateSecurityGroup' | 'ec2:RevokeSecurityGroupEgress'>,
  use: Use,
  vpcId: string,
): Promise<string> => {
  const { groupId, egress } = await ensureGroup(aws, use, vpcId, 'deny');
  if (egress.length > 0)
    await aws('ec2:RevokeSecurityGroupEgress', { GroupId: groupId, IpPermissions: egress }).catch((error: unknown) => {
      if (!failedWith(error, 'InvalidPermission.NotFound')) throw error;
    });
  return groupId;
};

/** Deletes a group of the case; one still in use is kept, one that is gone is as good. */
export const deleteGroup = async (
  aws: Aws<'ec2:DeleteSecurityGroup'>,
  groupId: string,
): Promise<NotYet | undefined> => {
  try {
    await aws('ec2:DeleteSecurityGroup', { GroupId: groupId });
  } catch (error) {
    if (failedWith(error, 'DependencyViolation')) return { kept: `${groupId} is still in use by an interface` };
    if (!failedWith(error, 'InvalidGroup.NotFound')) throw error;
  }
  return undefined;
};
