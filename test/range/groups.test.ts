import { describe, expect, test } from 'vitest';
import { refusal, rig, type Rig } from './rig.ts';

async function primary({ ec2, id }: Rig) {
  const { NetworkInterfaces = [] } = await ec2.describeNetworkInterfaces({
    Filters: [{ Name: 'attachment.instance-id', Values: [id] }],
  });
  const [one] = NetworkInterfaces;
  return {
    id: one?.NetworkInterfaceId ?? '',
    vpc: one?.VpcId ?? '',
    groups: one?.Groups?.map(({ GroupId = '' }) => GroupId) ?? [],
  };
}

async function newGroup(one: Rig, GroupName = 'net-0a1b2c3d') {
  const { vpc: VpcId } = await primary(one);
  const { GroupId = '' } = await one.ec2.createSecurityGroup({ GroupName, Description: 'x', VpcId });
  return GroupId;
}

describe('a new group', () => {
  test('lets everything out until its rule is revoked', async () => {
    await using one = await rig();
    const GroupId = await newGroup(one);
    const { SecurityGroupRules = [] } = await one.ec2.describeSecurityGroupRules({
      Filters: [{ Name: 'group-id', Values: [GroupId] }],
    });
    expect(SecurityGroupRules).toMatchObject([{ IsEgress: true, IpProtocol: '-1', CidrIpv4: '0.0.0.0/0' }]);
    const ids = SecurityGroupRules.map(({ SecurityGroupRuleId = '' }) => SecurityGroupRuleId);
    await one.ec2.revokeSecurityGroupEgress({ GroupId, SecurityGroupRuleIds: ids });
    const { SecurityGroups } = await one.ec2.describeSecurityGroups({ GroupIds: [GroupId] });
    expect(SecurityGroups?.[0]).toMatchObject({ IpPermissions: [], IpPermissionsEgress: [] });
  });

  test('has a name of its own in its VPC, by which it is found', async () => {
    await using one = await rig();
    const GroupId = await newGroup(one);
    const { vpc: VpcId } = await primary(one);
    const again = one.ec2.createSecurityGroup({ GroupName: 'net-0a1b2c3d', Description: 'x', VpcId });
    expect((await refusal(again)).name).toBe('InvalidGroup.Duplicate');
    const Filters = [
      { Name: 'group-name', Values: ['net-0a1b2c3d'] },
      { Name: 'vpc-id', Values: [VpcId] },
    ];
    expect((await one.ec2.describeSecurityGroups({ Filters })).SecurityGroups?.map((group) => group.GroupId)).toEqual([
      GroupId,
    ]);
  });

  test('has its tags, and gives them back', async () => {
    await using one = await rig();
    const { vpc: VpcId } = await primary(one);
    const TagSpecifications = [{ ResourceType: 'security-group' as const, Tags: [{ Key: 'ir:case', Value: '01J' }] }];
    const made = await one.ec2.createSecurityGroup({ GroupName: 'n', Description: 'x', VpcId, TagSpecifications });
    expect(made.Tags).toEqual([{ Key: 'ir:case', Value: '01J' }]);
    const found = await one.ec2.describeSecurityGroups({ Filters: [{ Name: 'tag:ir:case', Values: ['01J'] }] });
    expect(found.SecurityGroups).toHaveLength(1);
  });
});

describe('rules', () => {
  test('the same one twice is refused', async () => {
    await using one = await rig();
    const GroupId = await newGroup(one);
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '198.51.100.1/32' }] }];
    await one.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
    const again = await refusal(one.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions }));
    expect(again.name).toBe('InvalidPermission.Duplicate');
    await one.ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions });
    expect((await refusal(one.ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions }))).name).toBe(
      'InvalidPermission.NotFound',
    );
  });

  test('rules with the same ports are one permission with several sources', async () => {
    await using one = await rig();
    const GroupId = await newGroup(one);
    const IpRanges = [{ CidrIp: '198.51.100.1/32' }, { CidrIp: '198.51.100.2/32' }];
    const added = await one.ec2.authorizeSecurityGroupIngress({
      GroupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 2, IpRanges }],
    });
    expect(added.SecurityGroupRules).toHaveLength(2);
    const { SecurityGroups } = await one.ec2.describeSecurityGroups({ GroupIds: [GroupId] });
    expect(SecurityGroups?.[0]?.IpPermissions).toMatchObject([{ FromPort: 1, ToPort: 2, IpRanges }]);
  });
});

describe('groups of an interface', () => {
  test('are replaced as a whole, and the old group can go only when nothing uses it', async () => {
    await using one = await rig();
    const GroupId = await newGroup(one);
    const { id: NetworkInterfaceId, groups } = await primary(one);
    await one.ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId, Groups: [GroupId] });
    expect((await primary(one)).groups).toEqual([GroupId]);
    expect((await refusal(one.ec2.deleteSecurityGroup({ GroupId }))).name).toBe('DependencyViolation');
    await one.ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId, Groups: groups });
    await one.ec2.deleteSecurityGroup({ GroupId });
    expect((await refusal(one.ec2.describeSecurityGroups({ GroupIds: [GroupId] }))).name).toBe('InvalidGroup.NotFound');
  });

  test.each([
    ['sg-0123456789abcdef0', 'InvalidGroup.NotFound'],
    ['sg-isolated', 'InvalidGroupId.Malformed'],
  ])('%s is refused', async (group, name) => {
    await using one = await rig();
    const { id: NetworkInterfaceId } = await primary(one);
    expect((await refusal(one.ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId, Groups: [group] }))).name).toBe(
      name,
    );
  });

  test('the shorthand on the instance works with one interface, and is refused with two', async () => {
    await using one = await rig();
    await using two = await rig('two-interfaces-three-volumes');
    await one.ec2.modifyInstanceAttribute({ InstanceId: one.id, Groups: [await newGroup(one)] });
    const error = await refusal(two.ec2.modifyInstanceAttribute({ InstanceId: two.id, Groups: [await newGroup(two)] }));
    expect(error.name).toBe('InvalidInstanceID');
    expect(error.message).toContain('There are multiple interfaces attached');
  });
});
