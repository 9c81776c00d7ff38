import type * as ec2 from '@aws-sdk/client-ec2';
import type { Route, RouteTable } from '../../../world/network.ts';
import { toPairs } from '../../../world/tags.ts';

/** The member of a route that a target's id belongs in, by the id's prefix. */
const TARGET_MEMBERS: readonly (readonly [prefix: string, member: string])[] = [
  ['nat-', 'NatGatewayId'],
  ['tgw-', 'TransitGatewayId'],
  ['pcx-', 'VpcPeeringConnectionId'],
  ['eigw-', 'EgressOnlyInternetGatewayId'],
  ['eni-', 'NetworkInterfaceId'],
  ['', 'GatewayId'],
];

function routeView({ destination, target }: Route): ec2.Route {
  const [, member = 'GatewayId'] = TARGET_MEMBERS.find(([prefix]) => target.startsWith(prefix)) ?? [];
  const range = destination.includes(':') ? 'DestinationIpv6CidrBlock' : 'DestinationCidrBlock';
  return {
    [destination.startsWith('pl-') ? 'DestinationPrefixListId' : range]: destination,
    [member]: target,
    State: 'active',
    Origin: target === 'local' ? 'CreateRouteTable' : 'CreateRoute',
  };
}

export function routeTableView(one: RouteTable, owner: string): ec2.RouteTable {
  const state = { AssociationState: { State: 'associated' as const } };
  const association = (id: string) => ({ RouteTableId: one.id, RouteTableAssociationId: id, ...state });
  const digits = one.id.slice('rtb-'.length);
  return {
    RouteTableId: one.id,
    VpcId: one.vpcId,
    OwnerId: owner,
    Routes: one.routes.map(routeView),
    Associations: [
      ...(one.main ? [{ ...association(`rtbassoc-${digits}`), Main: true }] : []),
      ...one.subnets.map((SubnetId) => ({
        ...association(SubnetId.replace('subnet', 'rtbassoc')),
        Main: false,
        SubnetId,
      })),
    ],
    PropagatingVgws: [],
    Tags: toPairs(one.tags),
  };
}
