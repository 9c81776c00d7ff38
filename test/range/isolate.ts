import type { Rig } from './rig.ts';

/** Puts all interfaces of the target into a group without rules. */
export async function isolate({ ec2, id }: Pick<Rig, 'ec2' | 'id'>) {
  const Filters = [{ Name: 'attachment.instance-id', Values: [id] }];
  const { NetworkInterfaces = [] } = await ec2.describeNetworkInterfaces({ Filters });
  const VpcId = NetworkInterfaces[0]?.VpcId;
  const { GroupId = '' } = await ec2.createSecurityGroup({ GroupName: 'net-00000000', Description: 'x', VpcId });
  const { SecurityGroupRules = [] } = await ec2.describeSecurityGroupRules({
    Filters: [{ Name: 'group-id', Values: [GroupId] }],
  });
  const ids = SecurityGroupRules.map(({ SecurityGroupRuleId = '' }) => SecurityGroupRuleId);
  await ec2.revokeSecurityGroupEgress({ GroupId, SecurityGroupRuleIds: ids });
  for (const { NetworkInterfaceId } of NetworkInterfaces)
    await ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId, Groups: [GroupId] });
  const before = NetworkInterfaces.map(({ Groups = [] }) => Groups.map((group) => group.GroupId));
  return { before, after: [GroupId] };
}
