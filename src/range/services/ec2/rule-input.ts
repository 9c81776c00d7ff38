import type * as ec2 from '@aws-sdk/client-ec2';
import { resourceId } from '../../world/ids.ts';
import type { Rule } from '../../world/network.ts';
import type { Tags } from '../../world/tags.ts';
import type { World } from '../../world/world.ts';

type Source = Pick<Rule, 'cidr' | 'cidr6' | 'prefixList' | 'groupId' | 'description'>;

/** A rule that is asked for, before it has an id. */
export type WantedRule = Omit<Rule, 'id' | 'tags'>;

interface RuleInput {
  readonly IpPermissions?: readonly ec2.IpPermission[] | undefined;
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
}

const described = (text: string | undefined) => (text ? { description: text } : {});

function sourcesOf(permission: ec2.IpPermission): Source[] {
  const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission;
  return [
    ...IpRanges.map((one) => ({ cidr: one.CidrIp ?? '', ...described(one.Description) })),
    ...Ipv6Ranges.map((one) => ({ cidr6: one.CidrIpv6 ?? '', ...described(one.Description) })),
    ...PrefixListIds.map((one) => ({ prefixList: one.PrefixListId ?? '', ...described(one.Description) })),
    ...UserIdGroupPairs.map((one) => ({ groupId: one.GroupId ?? '', ...described(one.Description) })),
  ];
}

/** The rules that an Authorize or Revoke input stands for: a list of permissions, or the older single form. */
export function wantedRules(input: RuleInput, egress: boolean): WantedRule[] {
  const { IpProtocol, FromPort, ToPort, CidrIp } = input;
  const single = CidrIp ? [{ IpProtocol, FromPort, ToPort, IpRanges: [{ CidrIp }] }] : [];
  return (input.IpPermissions ?? single).flatMap((permission) =>
    sourcesOf(permission).map((source) => ({
      egress,
      protocol: permission.IpProtocol ?? '-1',
      ...(permission.FromPort !== undefined && permission.IpProtocol !== '-1' && { from: permission.FromPort }),
      ...(permission.ToPort !== undefined && permission.IpProtocol !== '-1' && { to: permission.ToPort }),
      ...source,
    })),
  );
}

export function sameRule(rule: Rule, wanted: WantedRule): boolean {
  const keys = ['egress', 'protocol', 'from', 'to', 'cidr', 'cidr6', 'prefixList', 'groupId'] as const;
  return keys.every((key) => rule[key] === wanted[key]);
}

export const makeRule = (world: World, wanted: WantedRule, tags: Tags = {}): Rule => ({
  id: resourceId(world, 'sgr'),
  ...wanted,
  tags,
});
