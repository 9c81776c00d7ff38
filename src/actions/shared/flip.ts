import type { Aws, OutputOf } from '../../aws/index.ts';
import type { Use } from '../../language/index.ts';
import { allDone } from './all-done.ts';
import { denyAll, type Flow } from './flows.ts';
import { groupsOf } from './interfaces.ts';
import { ensureGroup } from './isolation.ts';
import { settle } from './settle.ts';

type Permission = NonNullable<OutputOf<'ec2:DescribeSecurityGroups'>['SecurityGroups']>[number]['IpPermissions'];

/** Rules for everything, less what is there: a flow is untracked only under a rule for all of its own family (T1). */
const lackingIn = (there: NonNullable<Permission>): NonNullable<Permission> => {
  const all = there.filter(({ IpProtocol }) => IpProtocol === '-1');
  const has4 = all.some(({ IpRanges }) => IpRanges?.some(({ CidrIp }) => CidrIp === '0.0.0.0/0'));
  const has6 = all.some(({ Ipv6Ranges }) => Ipv6Ranges?.some(({ CidrIpv6 }) => CidrIpv6 === '::/0'));
  return [
    ...(has4 ? [] : [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }]),
    ...(has6 ? [] : [{ IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] }]),
  ];
};

/** The case's group that admits everything in both directions. Nothing is in it but for the seconds of a flip. */
export const ensureOpen = async (
  aws: Aws<
    | 'ec2:DescribeSecurityGroups'
    | 'ec2:CreateSecurityGroup'
    | 'ec2:AuthorizeSecurityGroupIngress'
    | 'ec2:AuthorizeSecurityGroupEgress'
  >,
  use: Use,
  vpcId: string,
): Promise<string> => {
  const { groupId, ingress, egress } = await ensureGroup(aws, use, vpcId, 'open', false);
  const [inward, outward] = [lackingIn(ingress), lackingIn(egress)];
  await allDone([
    ...(inward.length === 0
      ? []
      : [aws('ec2:AuthorizeSecurityGroupIngress', { GroupId: groupId, IpPermissions: inward })]),
    ...(outward.length === 0
      ? []
      : [aws('ec2:AuthorizeSecurityGroupEgress', { GroupId: groupId, IpPermissions: outward })]),
  ]);
  return groupId;
};

/** open → deny for one interface. Deny goes back on whatever happens between. */
export const flip = async (
  aws: Aws<'ec2:DescribeNetworkInterfaces' | 'ec2:ModifyNetworkInterfaceAttribute'>,
  flow: Flow,
  open: string,
  use: Use,
): Promise<void> => {
  if (use.signal.aborted) return;
  const read = async (): Promise<readonly string[]> => {
    const { NetworkInterfaces } = await aws('ec2:DescribeNetworkInterfaces', {
      NetworkInterfaceIds: [flow.interfaceId],
    });
    return groupsOf(NetworkInterfaces?.[0]);
  };
  try {
    await aws('ec2:ModifyNetworkInterfaceAttribute', { NetworkInterfaceId: flow.interfaceId, Groups: [open] });
    await settle(read, (groups) => groups.includes(open), use, 2);
  } finally {
    await denyAll(aws, flow);
  }
};
