import type { Looking } from '../../aws/index.ts';
import { flag, groupId, interfaceId, list, record, vpcId } from '../../fields/index.ts';
import type { Use } from '../../language/index.ts';
import { groupsOf, interfacesOf, isManaged, sameGroups } from './interfaces.ts';
import { findGroups } from './isolation.ts';

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
  const groupsIn = await findGroups(aws, use, [...new Set(described.flatMap(({ VpcId }) => VpcId ?? []))]);
  const interfaces = described.map((each) => {
    const groups = groupsOf(each);
    const deny = groupsIn.get(each.VpcId ?? '')?.deny;
    return {
      interfaceId: each.NetworkInterfaceId ?? '',
      vpcId: each.VpcId ?? '',
      groups,
      isolated: deny !== undefined && deny.rules === 0 && sameGroups(groups, [deny.groupId]),
      managed: isManaged(each),
    };
  });
  const open = [...groupsIn.values()].flatMap((each) => each.open?.groupId ?? []);
  return { interfaces, open };
};
