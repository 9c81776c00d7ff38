import type { Looking, OutputOf } from '../../aws/index.ts';
import { everyPage } from './every-page.ts';

type Table = NonNullable<OutputOf<'ec2:DescribeRouteTables'>['RouteTables']>[number];
type Route = NonNullable<Table['Routes']>[number];
type Endpoint = NonNullable<OutputOf<'ec2:DescribeVpcEndpoints'>['VpcEndpoints']>[number];

export const tablesOf = (aws: Looking<'ec2:DescribeRouteTables'>, vpcIds: string[]): Promise<readonly Table[]> =>
  everyPage(
    (NextToken) =>
      aws('ec2:DescribeRouteTables', {
        Filters: [{ Name: 'vpc-id', Values: vpcIds }],
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    (page) => page.RouteTables,
    (page) => page.NextToken,
  );

export const endpointsOf = (aws: Looking<'ec2:DescribeVpcEndpoints'>, vpcIds: string[]): Promise<readonly Endpoint[]> =>
  everyPage(
    (NextToken) =>
      aws('ec2:DescribeVpcEndpoints', {
        Filters: [{ Name: 'vpc-id', Values: vpcIds }],
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    (page) => page.VpcEndpoints,
    (page) => page.NextToken,
  );

/** A subnet's own table, else its VPC's main one. */
const tableOf = (tables: readonly Table[], vpcId: string, subnetId: string): Table | undefined =>
  tables.find(({ Associations }) => Associations?.some(({ SubnetId }) => SubnetId === subnetId)) ??
  tables.find(({ VpcId, Associations }) => VpcId === vpcId && Associations?.some(({ Main }) => Main));

const targetOf = (route: Route): string =>
  route.NatGatewayId ??
  route.TransitGatewayId ??
  route.EgressOnlyInternetGatewayId ??
  route.VpcPeeringConnectionId ??
  route.GatewayId ??
  route.NetworkInterfaceId ??
  route.LocalGatewayId ??
  route.CarrierGatewayId ??
  route.CoreNetworkArn ??
  'a target of unknown kind';

/** A gateway endpoint (S3, DynamoDB) is reached by a prefix list and isn't PrivateLink; its flows are not tracked. */
const isGatewayEndpoint = (route: Route): boolean =>
  route.DestinationPrefixListId !== undefined && targetOf(route).startsWith('vpce-');
/** Flows to these can be made untracked (EC2 user guide, connection tracking): all others always are, or are unknown. */
const CUTTABLE = /^(local$|igw-|vgw-|pcx-|eni-)/;
const isCuttable = (route: Route): boolean => isGatewayEndpoint(route) || CUTTABLE.test(targetOf(route));

const isAws = ({ ServiceName }: Endpoint): boolean => /^(com|cn)\.amazonaws\./.test(ServiceName ?? '');

/** How a subnet reaches others, and whether a change of groups can cut what is open. */
export const pathOf = (
  tables: readonly Table[],
  vpcId: string,
  subnetId: string,
  endpoints: readonly Endpoint[] | undefined,
  balanced: string | undefined,
) => {
  const table = tableOf(tables, vpcId, subnetId);
  const routes = (table?.Routes ?? []).filter(({ State }) => State !== 'blackhole');
  const privateLinks = (endpoints ?? []).filter((each) => each.VpcEndpointType !== 'Gateway');
  const foreign = privateLinks.filter((each) => !isAws(each)).map(({ VpcEndpointId }) => VpcEndpointId ?? 'vpce-?');
  const always = [...new Set([...routes.filter((route) => !isCuttable(route)).map(targetOf), ...foreign])];
  const reasons = [
    ...(table === undefined ? ['its route table could not be read'] : []),
    ...(endpoints === undefined ? ['the endpoints of its VPC could not be read'] : []),
    ...(always.length > 0 ? [`flows through ${always.join(', ')} are tracked whatever the rules say`] : []),
    ...(balanced === undefined ? [] : [balanced]),
  ];
  const own = privateLinks.filter(isAws).length;
  const noted = own > 0 ? `; flows to ${own} endpoints of AWS’s own services are not cut` : '';
  return {
    via: [...new Set(routes.map(targetOf))],
    publicV6: routes.some((route) => route.DestinationIpv6CidrBlock === '::/0' && targetOf(route).startsWith('igw-')),
    cuttable: reasons.length === 0,
    why: reasons.length === 0 ? `every route leads where flows can be cut${noted}` : reasons.join('; '),
  };
};
