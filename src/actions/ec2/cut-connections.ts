import { flag, groupId, instanceId, interfaceId, list, record, text } from '../../fields/index.ts';
import { changes, doesNotHold, holds, unproven } from '../../language/index.ts';
import { allDone } from '../shared/all-done.ts';
import { ensureOpen, flip } from '../shared/flip.ts';
import { denyAll, flowsOf, path } from '../shared/flows.ts';
import { deleteGroup } from '../shared/isolation.ts';
import { standing, standingOf } from '../shared/standing.ts';

const uncut = record('An interface left alone', { interfaceId: interfaceId('The interface'), because: text('Why') });

/**
 * Cuts connections that were open before isolation. A change of groups leaves tracked flows alone; a group that admits
 * everything makes them untracked, and taking it away cuts them (T1; AWS's own automation documents do so, while the EC2
 * user guide only promises it of flows that are untracked already: [K]).
 *
 * Deny is on already, and is put back before anything else, so that a resume never finds an interface open. Then deny →
 * open → deny, per interface and side by side, for the seconds that two requests take: only where every path can be cut,
 * only where a person started the run, and never with a public address unless that person said so (decisions 1).
 */
export const cutConnections = changes({
  title: 'Cut the connections that were open before',
  noun: 'existing flows',
  calls: [
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSecurityGroups',
    'ec2:CreateSecurityGroup',
    'ec2:AuthorizeSecurityGroupIngress',
    'ec2:AuthorizeSecurityGroupEgress',
    'ec2:ModifyNetworkInterfaceAttribute',
    'ec2:DeleteSecurityGroup',
  ],
  releaseCalls: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroups', 'ec2:DeleteSecurityGroup'],
  input: { instanceId: instanceId('The instance'), paths: list(path) },
  output: {
    cut: list(interfaceId('Interfaces whose connections were cut')),
    uncut: list(uncut),
    proven: flag('Were the connections of every interface cut?'),
  },
  state: { interfaces: list(standing), open: list(groupId('Groups that admit everything')) },
  see: (aws, { instanceId: id }, use) => standingOf(aws, id, use),
  async run(aws, { instanceId: id, paths }, _, use) {
    const flows = await flowsOf(aws, id, paths, use);
    await allDone(flows.filter(({ isOpen }) => isOpen).map((flow) => denyAll(aws, flow)));
    const cuttable = flows.filter(({ because }) => because === undefined);
    const vpcs = [...new Set(cuttable.map(({ vpcId }) => vpcId))];
    const opened = await allDone(vpcs.map(async (vpc) => [vpc, await ensureOpen(aws, use, vpc)] as const));
    const open = new Map(opened);
    await allDone(cuttable.map((flow) => flip(aws, flow, open.get(flow.vpcId) ?? '', use)));
    await allDone([...open.values()].map((group) => deleteGroup(aws, group)));
    return {
      cut: cuttable.map((flow) => flow.interfaceId),
      uncut: flows.flatMap(({ interfaceId: eni, because }) =>
        because === undefined ? [] : { interfaceId: eni, because },
      ),
      proven: flows.length > 0 && cuttable.length === flows.length,
    };
  },
  verify(_, __, { cut, uncut: left }, { interfaces }) {
    const open = interfaces.filter(({ isolated, managed }) => !isolated && !managed);
    if (open.length > 0) return doesNotHold(`${open.map((each) => each.interfaceId).join(', ')} not isolated`);
    if (left.length > 0) return unproven(left.map((each) => `${each.interfaceId}: ${each.because}`).join('; '));
    return cut.length > 0 ? holds(`cut on ${cut.join(', ')}`) : unproven('there was no interface to cut them on');
  },
  /** Connections that were cut are not put back; only a group that an attempt left behind goes. */
  async release(aws, { instanceId: id }, __, ___, use) {
    const { open } = await standingOf(aws, id, use);
    const kept = await allDone(open.map((group) => deleteGroup(aws, group)));
    return kept.find((each) => each !== undefined);
  },
});
