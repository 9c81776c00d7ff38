import type { Aws, Looking } from '../../aws/index.ts';
import { flag, interfaceId, list, record, subnetId, text } from '../../fields/index.ts';
import type { Use } from '../../language/index.ts';
import { type Described, groupsOf, interfacesOf, isManaged, publicAddressesOf, sameGroups } from './interfaces.ts';
import { findGroups, type Group } from './isolation.ts';

export const path = record(
  'How an interface reaches others',
  {
    interfaceId: interfaceId('The interface'),
    subnetId: subnetId('Its subnet'),
    via: list(text('Targets of its routes')),
    publicV6: flag('Is IPv6 routed to the internet?'),
    cuttable: flag('Can open connections be cut by changing groups?'),
    why: text('Why, or why not'),
  },
  'interfaceId',
);
export interface Path {
  readonly interfaceId: string;
  readonly subnetId: string;
  readonly publicV6: boolean;
  readonly cuttable: boolean;
  readonly why: string;
}

/** An interface whose open connections are to be cut, or why they are not. */
export interface Flow {
  readonly interfaceId: string;
  readonly vpcId: string;
  /** The group without rules; without one nothing is done. */
  readonly deny: string | undefined;
  /** Left by an earlier attempt in the group that admits everything. */
  readonly isOpen: boolean;
  readonly because: string | undefined;
}

const hasPublic = (described: Described, publicV6: boolean): boolean =>
  publicAddressesOf(described).length > 0 || (publicV6 && (described.Ipv6Addresses ?? []).length > 0);

/** Why the connections of an interface are not cut; undefined where they are. */
const whyNot = (
  described: Described,
  known: Path | undefined,
  deny: Group | undefined,
  isolated: boolean,
  { choices }: Use,
): string | undefined => {
  if (isManaged(described)) return 'a service of AWS manages it';
  if (deny === undefined || deny.rules > 0 || !isolated) return 'it is not isolated';
  if (known === undefined) return 'it was added later, in a subnet whose path is not known';
  if (!known.cuttable) return known.why;
  if (choices.unattended) return 'nobody started this run by hand, so nothing is opened, not even for seconds';
  if (hasPublic(described, known.publicV6) && !choices.cutConnections)
    return 'it has a public address, so opening it for seconds would expose it (allowed by --cut-connections)';
  return undefined;
};

/** Lists the interfaces anew and decides for each. */
export const flowsOf = async (
  aws: Looking<'ec2:DescribeNetworkInterfaces' | 'ec2:DescribeSecurityGroups'>,
  instanceId: string,
  paths: readonly Path[],
  use: Use,
): Promise<readonly Flow[]> => {
  const described = await interfacesOf(aws, instanceId);
  const groups = await findGroups(aws, use, [...new Set(described.flatMap(({ VpcId }) => VpcId ?? []))]);
  return described.map((each): Flow => {
    const { NetworkInterfaceId = '', VpcId = '', SubnetId } = each;
    const { deny, open } = groups.get(VpcId) ?? {};
    const isOpen = open !== undefined && groupsOf(each).includes(open.groupId);
    const isolated = isOpen || (deny !== undefined && sameGroups(groupsOf(each), [deny.groupId]));
    // An interface that was added since has the path of its subnet, where that is known.
    const known =
      paths.find(({ interfaceId: id }) => id === NetworkInterfaceId) ??
      paths.find(({ subnetId: id }) => id === SubnetId);
    const because = whyNot(each, known, deny, isolated, use);
    return { interfaceId: NetworkInterfaceId, vpcId: VpcId, deny: deny?.groupId, isOpen, because };
  });
};

/** Puts an interface into the group without rules: also where the step's time is up, so that none is left open. */
export const denyAll = async (aws: Aws<'ec2:ModifyNetworkInterfaceAttribute'>, flow: Flow): Promise<void> => {
  if (flow.deny === undefined) return;
  const input = { NetworkInterfaceId: flow.interfaceId, Groups: [flow.deny] };
  await aws('ec2:ModifyNetworkInterfaceAttribute', input, { evenIfLate: true });
};
