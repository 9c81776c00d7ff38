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

const findNamed = async (
  aws: Looking<'ec2:DescribeSecurityGroups'>,
  names: readonly string[],
  vpcIds: readonly string[],
): Promise<readonly Described[]> => {
  const { SecurityGroups = [] } = await aws('ec2:DescribeSecurityGroups', {
    Filters: [
      { Name: 'group-name', Values: [...names] },
      { Name: 'vpc-id', Values: [...vpcIds] },
    ],
  });
  return SecurityGroups;
};
/** Sources of one permission count one by one; one without a source (as a fault would leave it) counts too. */
const rulesIn = (permissions: Permissions | undefined): number =>
  (permissions ?? []).reduce((sum, { IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs }) => {
    const sources = [IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs];
    return sum + Math.max(1, sources.flatMap((each) => each ?? []).length);
  }, 0);

export interface Groups {
  readonly deny: Group | undefined;
  readonly open: Group | undefined;
}
const asGroup = (found: Described | undefined): Group | undefined =>
  found?.GroupId === undefined
    ? undefined
    : { groupId: found.GroupId, rules: rulesIn(found.IpPermissions) + rulesIn(found.IpPermissionsEgress) };

/** The case's groups in these VPCs, found again by their names in one request; undefined where there are none (yet). */
export const findGroups = async (
  aws: Looking<'ec2:DescribeSecurityGroups'>,
  use: Pick<Use, 'caseId'>,
  vpcIds: readonly string[],
): Promise<ReadonlyMap<string, Groups>> => {
  const namesOf = (vpc: string): readonly string[] => [groupName(use, vpc), groupName(use, vpc, 'open')];
  const found = vpcIds.length === 0 ? [] : await findNamed(aws, vpcIds.flatMap(namesOf), vpcIds);
  return new Map(
    vpcIds.map((vpc) => {
      const [deny, open] = namesOf(vpc).map((name) =>
        found.find(({ GroupName, VpcId }) => GroupName === name && VpcId === vpc),
      );
      return [vpc, { deny: asGroup(deny), open: asGroup(open) }];
    }),
  );
};
/** The case's isolation group in this VPC. */
export const findGroup = async (
  aws: Looking<'ec2:DescribeSecurityGroups'>,
  use: Pick<Use, 'caseId'>,
  vpcId: string,
): Promise<Group | undefined> => (await findGroups(aws, use, [vpcId])).get(vpcId)?.deny;

interface Made {
  readonly groupId: string;
  readonly ingress: Permissions;
  readonly egress: Permissions;
}
/**
 * Makes the case's group, where it is not there. Its name tells it again, so that a lost answer, or a name that an
 * earlier attempt has taken, is looked up instead of failing (T29).
 */
export const ensureGroup = async (
  aws: Aws<'ec2:DescribeSecurityGroups' | 'ec2:CreateSecurityGroup'>,
  use: Use,
  vpcId: string,
  purpose: Purpose,
  isThere: boolean,
): Promise<Made> => {
  const name = groupName(use, vpcId, purpose);
  const look = async (): Promise<Described | undefined> => (await findNamed(aws, [name], [vpcId]))[0];
  const make = async (): Promise<Described | undefined> => {
    try {
      await aws('ec2:CreateSecurityGroup', {
        GroupName: name,
        Description: name,
        VpcId: vpcId,
        TagSpecifications: [{ ResourceType: 'security-group', Tags: caseTags(use) }],
      });
    } catch (error) {
      const made = await look();
      if (made === undefined) throw error;
      return made;
    }
    // What it admits has to be seen before it can be revoked, and a new group may take a moment to be readable.
    return settle(look, (group) => group !== undefined, use);
  };
  const group = (isThere ? await look() : undefined) ?? (await make());
  if (group?.GroupId === undefined) throw new Cannot(`a group was made in ${vpcId} and can't be read yet`);
  const { GroupId, IpPermissions = [], IpPermissionsEgress = [] } = group;
  return { groupId: GroupId, ingress: IpPermissions, egress: IpPermissionsEgress };
};

/**
 * The case's group without any rule. A new group admits all egress, IPv6 too where its VPC has it (T3): what is listed
 * is revoked, both families in one call.
 */
export const ensureIsolation = async (
  aws: Aws<'ec2:DescribeSecurityGroups' | 'ec2:CreateSecurityGroup' | 'ec2:RevokeSecurityGroupEgress'>,
  use: Use,
  vpcId: string,
  isThere: boolean,
): Promise<string> => {
  const { groupId, egress } = await ensureGroup(aws, use, vpcId, 'deny', isThere);
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
