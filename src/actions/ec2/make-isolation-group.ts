import { count, groupId, maybe, vpcId } from '../../fields/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';
import { deleteGroup, ensureIsolation, findGroup } from '../shared/isolation.ts';

/** One group per VPC and case, without a single rule, found again by its name (decisions 2). It harms nobody unused. */
export const makeIsolationGroup = changes({
  title: 'Make a security group without any rule',
  noun: 'network',
  calls: ['ec2:DescribeSecurityGroups', 'ec2:CreateSecurityGroup', 'ec2:RevokeSecurityGroupEgress'],
  releaseCalls: ['ec2:DeleteSecurityGroup'],
  input: { vpcId: vpcId('The VPC') },
  output: { groupId: groupId('The isolation group') },
  state: { groupId: maybe(groupId('The group')), rules: count('Its rules') },
  async see(aws, { vpcId: vpc }, use) {
    return (await findGroup(aws, use, vpc)) ?? { rules: 0 };
  },
  async run(aws, { vpcId: vpc }, before, use) {
    return { groupId: await ensureIsolation(aws, use, vpc, before.groupId !== undefined) };
  },
  verify(_, __, { groupId: made }, now) {
    if (now.groupId !== made) return doesNotHold(`${made} is not there`);
    return now.rules === 0 ? holds(`${made} has no rule`) : doesNotHold(`${made} has ${now.rules} rules`);
  },
  release: (aws, _, __, { groupId: made }) => deleteGroup(aws, made),
});
