import type { Looking } from '../../aws/index.ts';
import { flag, groupId, interfaceId, list, record, vpcId } from '../../fields/index.ts';
import type { Use } from '../../language/index.ts';
import { groupsOf, interfacesOf, isManaged, sameGroups } from './interfaces.ts';
import { findGroup } from './isolation.ts';

/** How an interface stands against isolation. */
export const standing = record(
  'An interface as it stands',
  {
    interfaceId: interfaceId('The interface'),
    vpcId: vpcId('Its VPC'),
    groups: list(groupId('Its groups')),
    isolated: flag('Is it in the isolation group alone, and has that no rule?'),
    managed: flag('Does a service of AWS manage it?'),
  },
  'interfaceId',
);

/** Lists every interface of the instance anew, and says of each whether it is isolated. */
export const standingOf = async (
  aws: Looking<'ec2:DescribeNetworkInterfaces' | 'ec2:DescribeSecurityGroups'>,
  instanceId: string,
  use: Use,
) => {
  const described = await interfacesOf(aws, instanceId);
  const vpcs = [...new Set(described.flatMap(({ VpcId }) => VpcId ?? []))];
  const isolations = await Promise.all(vpcs.map(async (vpc) => [vpc, await findGroup(aws, use, vpc)] as const));
  const isolationOf = new Map(isolations);
  return described.map((each) => {
    const groups = groupsOf(each);
    const isolation = isolationOf.get(each.VpcId ?? '');
    return {
      interfaceId: each.NetworkInterfaceId ?? '',
      vpcId: each.VpcId ?? '',
      groups,
      isolated: isolation !== undefined && isolation.rules === 0 && sameGroups(groups, [isolation.groupId]),
      managed: isManaged(each),
    };
  });
};
