import { type Aws, failedWith } from '../../aws/index.ts';
import type { Use } from '../../language/index.ts';
import { denyAll, type Flow } from './flows.ts';
import { groupsOf } from './interfaces.ts';
import { ensureGroup } from './isolation.ts';
import { settle } from './settle.ts';

/** Everything, both families: a flow is untracked only under a rule for all traffic of its own family (T1). */
const EVERYTHING = [
  { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
  { IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
];
const unlessThere = (error: unknown): void => {
  if (!failedWith(error, 'InvalidPermission.Duplicate')) throw error;
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
  const { groupId } = await ensureGroup(aws, use, vpcId, 'open');
  for (const permission of EVERYTHING) {
    const rule = { GroupId: groupId, IpPermissions: [permission] };
    await Promise.all([
      aws('ec2:AuthorizeSecurityGroupIngress', rule).catch(unlessThere),
      aws('ec2:AuthorizeSecurityGroupEgress', rule).catch(unlessThere),
    ]);
  }
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
