import { failedWith } from '../../aws/index.ts';
import { count, groupId, interfaceId, list, maybe, vpcId } from '../../fields/index.ts';
import { Cannot, changes, doesNotHold, holds } from '../../language/index.ts';
import { groupsOf, sameGroups } from '../shared/interfaces.ts';
import { findGroup } from '../shared/isolation.ts';

/**
 * Puts an interface into the isolation group alone: nothing new comes in or goes out. Per interface, because
 * ModifyInstanceAttribute fails where there are several (T3). The group is found by its name, so that one VPC's failure
 * doesn't stop the others. Connections that are open already may live on (T1): see cut-connections.
 */
export const isolateInterface = changes({
  title: 'Move an interface into the isolation group',
  noun: 'network',
  calls: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroups', 'ec2:ModifyNetworkInterfaceAttribute'],
  releaseCalls: ['ec2:ModifyNetworkInterfaceAttribute'],
  input: { interfaceId: interfaceId('The interface'), vpcId: vpcId('Its VPC') },
  output: { isolation: groupId('The isolation group') },
  state: {
    groups: list(groupId('Its groups')),
    isolation: maybe(groupId('The isolation group of its VPC')),
    rules: count('Rules of the isolation group'),
  },
  async see(aws, { interfaceId: id, vpcId: vpc }, use) {
    const [{ NetworkInterfaces }, isolation] = await Promise.all([
      aws('ec2:DescribeNetworkInterfaces', { NetworkInterfaceIds: [id] }),
      findGroup(aws, use, vpc),
    ]);
    return { groups: groupsOf(NetworkInterfaces?.[0]), isolation: isolation?.groupId, rules: isolation?.rules ?? 0 };
  },
  async run(aws, { interfaceId: id, vpcId: vpc }, before, use) {
    // A resume is given the state from before the crash, when there may have been no group yet.
    const isolation = before.isolation ?? (await findGroup(aws, use, vpc))?.groupId;
    if (isolation === undefined)
      throw new Cannot(`it needs the isolation group of ${vpc}, which an earlier step makes`);
    await aws('ec2:ModifyNetworkInterfaceAttribute', { NetworkInterfaceId: id, Groups: [isolation] });
    return { isolation };
  },
  verify(_, { interfaceId: id }, { isolation }, now) {
    if (!sameGroups(now.groups, [isolation])) return doesNotHold(`${id} is in ${now.groups.join(', ')}`);
    if (now.isolation !== isolation || now.rules > 0) return doesNotHold(`${isolation} has rules again, or is gone`);
    return holds(`${id} is in ${isolation} alone, which has no rule`);
  },
  async release(aws, { interfaceId: id }, before) {
    try {
      await aws('ec2:ModifyNetworkInterfaceAttribute', { NetworkInterfaceId: id, Groups: [...before.groups] });
    } catch (error) {
      if (!failedWith(error, 'InvalidGroup.NotFound', 'InvalidGroupId.NotFound')) throw error;
      throw new Cannot(`one of its groups before (${before.groups.join(', ')}) no longer exists`);
    }
  },
});
