import type * as ec2 from '@aws-sdk/client-ec2';
import type { Rule, SecurityGroup } from '../../../world/network.ts';
import { toPairs } from '../../../world/tags.ts';

/** Rules with the same protocol and ports are one IpPermission with several sources. */
const portsOf = (rule: Rule) => `${rule.protocol}/${rule.from ?? ''}/${rule.to ?? ''}`;

function permissionOf([first, ...rest]: readonly [Rule, ...Rule[]], owner: string): ec2.IpPermission {
  const rules = [first, ...rest];
  const description = (rule: Rule) => (rule.description ? { Description: rule.description } : {});
  return {
    IpProtocol: first.protocol,
    ...(first.from !== undefined && { FromPort: first.from }),
    ...(first.to !== undefined && { ToPort: first.to }),
    IpRanges: rules.flatMap((rule) => (rule.cidr ? [{ CidrIp: rule.cidr, ...description(rule) }] : [])),
    Ipv6Ranges: rules.flatMap((rule) => (rule.cidr6 ? [{ CidrIpv6: rule.cidr6, ...description(rule) }] : [])),
    PrefixListIds: rules.flatMap((rule) =>
      rule.prefixList ? [{ PrefixListId: rule.prefixList, ...description(rule) }] : [],
    ),
    UserIdGroupPairs: rules.flatMap((rule) =>
      rule.groupId ? [{ GroupId: rule.groupId, UserId: owner, ...description(rule) }] : [],
    ),
  };
}

function permissionsView(rules: readonly Rule[], owner: string): ec2.IpPermission[] {
  const grouped = Map.groupBy(rules, portsOf);
  return [...grouped.values()].flatMap(([first, ...rest]) => (first ? [permissionOf([first, ...rest], owner)] : []));
}

export function ruleView(group: SecurityGroup, rule: Rule, owner: string): ec2.SecurityGroupRule {
  return {
    SecurityGroupRuleId: rule.id,
    GroupId: group.id,
    GroupOwnerId: owner,
    IsEgress: rule.egress,
    IpProtocol: rule.protocol,
    FromPort: rule.from ?? -1,
    ToPort: rule.to ?? -1,
    ...(rule.cidr && { CidrIpv4: rule.cidr }),
    ...(rule.cidr6 && { CidrIpv6: rule.cidr6 }),
    ...(rule.prefixList && { PrefixListId: rule.prefixList }),
    ...(rule.groupId && { ReferencedGroupInfo: { GroupId: rule.groupId, UserId: owner } }),
    ...(rule.description && { Description: rule.description }),
    Tags: toPairs(rule.tags),
  };
}

export function groupView(group: SecurityGroup, owner: string): ec2.SecurityGroup {
  const of = (egress: boolean) =>
    permissionsView(
      group.rules.filter((rule) => rule.egress === egress),
      owner,
    );
  return {
    GroupId: group.id,
    GroupName: group.name,
    Description: group.description,
    VpcId: group.vpcId,
    OwnerId: owner,
    IpPermissions: of(false),
    IpPermissionsEgress: of(true),
    Tags: toPairs(group.tags),
  };
}
