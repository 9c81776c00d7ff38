import { instanceId, interfaceId, list } from '../../fields/index.ts';
import { changes, doesNotHold, holds, unproven } from '../../language/index.ts';
import { allDone } from '../shared/all-done.ts';
import { ensureIsolation, findGroups } from '../shared/isolation.ts';
import { standing, standingOf } from '../shared/standing.ts';

/**
 * Lists the interfaces once more and isolates what came in the meantime, in a VPC that was not known before too. Only
 * interfaces whose groups were saved are moved; one that comes later still makes this not hold.
 */
export const isolateStrays = changes({
  title: 'List the interfaces again and isolate those that were added',
  noun: 'network',
  calls: [
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSecurityGroups',
    'ec2:CreateSecurityGroup',
    'ec2:RevokeSecurityGroupEgress',
    'ec2:ModifyNetworkInterfaceAttribute',
  ],
  releaseCalls: ['ec2:DescribeSecurityGroups', 'ec2:ModifyNetworkInterfaceAttribute'],
  input: { instanceId: instanceId('The instance') },
  output: { moved: list(interfaceId('Interfaces that were added in the meantime')) },
  state: { interfaces: list(standing) },
  see: async (aws, { instanceId: id }, use) => ({
    interfaces: (await standingOf(aws, id, use)).interfaces,
  }),
  async run(aws, _, { interfaces }, use) {
    const strays = interfaces.filter(({ isolated, managed }) => !isolated && !managed);
    const moves = strays.map(async ({ interfaceId: id, vpcId }) => {
      const isolation = await ensureIsolation(aws, use, vpcId, true);
      await aws('ec2:ModifyNetworkInterfaceAttribute', { NetworkInterfaceId: id, Groups: [isolation] });
    });
    await allDone(moves);
    return { moved: strays.map(({ interfaceId: id }) => id) };
  },
  verify(_, { instanceId: id }, __, { interfaces }) {
    if (interfaces.length === 0) return unproven(`no interface of ${id} is listed any more`);
    const open = interfaces.filter(({ isolated }) => !isolated);
    const managed = open.filter((each) => each.managed).map((each) => each.interfaceId);
    if (managed.length > 0) return doesNotHold(`${managed.join(', ')}: managed by a service of AWS, by hand only`);
    if (open.length > 0) return doesNotHold(`${open.map((each) => each.interfaceId).join(', ')} not isolated`);
    return holds(`each interface (${interfaces.length}) is in the isolation group alone`);
  },
  async release(aws, _, { interfaces }, __, use) {
    const ours = await findGroups(aws, use, [...new Set(interfaces.map(({ vpcId }) => vpcId))]);
    const theirs = interfaces.filter(
      ({ isolated, managed, groups, vpcId }) =>
        !isolated && !managed && !groups.some((group) => group === ours.get(vpcId)?.open?.groupId),
    );
    await allDone(
      theirs.map(({ interfaceId: id, groups }) =>
        aws('ec2:ModifyNetworkInterfaceAttribute', { NetworkInterfaceId: id, Groups: [...groups] }),
      ),
    );
  },
});
