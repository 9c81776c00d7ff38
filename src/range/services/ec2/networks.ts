import type * as ec2 from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/error.ts';
import { toPairs, type Tags } from '../../world/tags.ts';
import type { Region } from '../../world/world.ts';
import type { Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { routeTableView } from './views/routes.ts';
import type { FlowLog, NatGateway, RouteTable, Subnet, Vpc, VpcEndpoint } from '../../world/network.ts';

/** All, or the given ones; an unknown id is an error. */
function chosen<Item extends { id: string; tags: Tags }>(
  all: Readonly<Record<string, Item>>,
  ids: readonly string[] | undefined,
  code: string,
): Item[] {
  if (!ids?.length) return Object.values(all);
  return ids.map((id) => {
    const item = all[id];
    if (!item) throw new AwsError(code, `The ID '${id}' does not exist`);
    return item;
  });
}

const vpcFilters: FilterTable<Vpc> = {
  'vpc-id': (one) => [one.id],
  cidr: (one) => [one.cidr],
  'is-default': (one) => [one.isDefault],
  isDefault: (one) => [one.isDefault],
};

const subnetFilters: FilterTable<Subnet> = {
  'subnet-id': (one) => [one.id],
  'vpc-id': (one) => [one.vpcId],
  'availability-zone': (one) => [one.zone],
  'map-public-ip-on-launch': (one) => [one.autoAssign],
};

const routeTableFilters: FilterTable<RouteTable> = {
  'route-table-id': (one) => [one.id],
  'vpc-id': (one) => [one.vpcId],
  'association.subnet-id': (one) => one.subnets,
  'association.route-table-id': (one) => [one.id],
  'association.main': (one) => [one.main],
  'route.destination-cidr-block': (one) => one.routes.map(({ destination }) => destination),
};

const endpointFilters: FilterTable<VpcEndpoint> = {
  'vpc-id': (one) => [one.vpcId],
  'vpc-endpoint-id': (one) => [one.id],
  'vpc-endpoint-type': (one) => [one.kind],
  'service-name': (one) => [one.service],
  'vpc-endpoint-state': () => ['available'],
};

const natFilters: FilterTable<NatGateway> = {
  'nat-gateway-id': (one) => [one.id],
  'vpc-id': (one) => [one.vpcId],
  'subnet-id': (one) => [one.subnetId],
  state: () => ['available'],
};

const flowLogFilters: FilterTable<FlowLog> = {
  'flow-log-id': (one) => [one.id],
  'resource-id': (one) => [one.resourceId],
  'log-destination-type': () => ['cloud-watch-logs'],
};

const endpointView = (one: VpcEndpoint, region: Region) => ({
  VpcEndpointId: one.id,
  VpcId: one.vpcId,
  VpcEndpointType: one.kind,
  ServiceName: one.service,
  State: 'Available' as const,
  SubnetIds: one.subnets,
  Groups: one.groups.map((id) => ({ GroupId: id, GroupName: region.groups[id]?.name })),
  Tags: toPairs(one.tags),
});

export const networks: Handlers<typeof ec2> = {
  DescribeVpcs: (input, call) => {
    const found = applyFilters(
      chosen(call.region.vpcs, input.VpcIds, 'InvalidVpcID.NotFound'),
      input.Filters,
      vpcFilters,
    );
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken });
    const Vpcs = items.map((one) => ({
      VpcId: one.id,
      CidrBlock: one.cidr,
      IsDefault: one.isDefault,
      State: 'available' as const,
      OwnerId: call.account.id,
      Ipv6CidrBlockAssociationSet: one.cidr6
        ? [{ Ipv6CidrBlock: one.cidr6, Ipv6CidrBlockState: { State: 'associated' as const } }]
        : [],
      Tags: toPairs(one.tags),
    }));
    return { Vpcs, NextToken: next };
  },

  DescribeSubnets: (input, call) => {
    const subnets = chosen(call.region.subnets, input.SubnetIds, 'InvalidSubnetID.NotFound');
    const found = applyFilters(subnets, input.Filters, subnetFilters);
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken });
    const Subnets = items.map((one) => ({
      SubnetId: one.id,
      VpcId: one.vpcId,
      AvailabilityZone: one.zone,
      CidrBlock: one.cidr,
      MapPublicIpOnLaunch: one.autoAssign,
      State: 'available' as const,
      OwnerId: call.account.id,
      Ipv6CidrBlockAssociationSet: one.cidr6 ? [{ Ipv6CidrBlock: one.cidr6 }] : [],
      Tags: toPairs(one.tags),
    }));
    return { Subnets, NextToken: next };
  },

  DescribeRouteTables: (input, call) => {
    const tables = chosen(call.region.routeTables, input.RouteTableIds, 'InvalidRouteTableID.NotFound');
    const found = applyFilters(tables, input.Filters, routeTableFilters);
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken });
    return { RouteTables: items.map((one) => routeTableView(one, call.account.id)), NextToken: next };
  },

  DescribeVpcEndpoints: (input, call) => {
    const endpoints = chosen(call.region.endpoints, input.VpcEndpointIds, 'InvalidVpcEndpointId.NotFound');
    const found = applyFilters(endpoints, input.Filters, endpointFilters);
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken });
    return { VpcEndpoints: items.map((one) => endpointView(one, call.region)), NextToken: next };
  },

  DescribeNatGateways: (input, call) => {
    const gateways = chosen(call.region.natGateways, input.NatGatewayIds, 'NatGatewayNotFound');
    const found = applyFilters(gateways, input.Filter, natFilters);
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken });
    const NatGateways = items.map((one) => ({
      NatGatewayId: one.id,
      VpcId: one.vpcId,
      SubnetId: one.subnetId,
      State: 'available' as const,
      ConnectivityType: 'public' as const,
      NatGatewayAddresses: [{ PublicIp: one.publicIp, AllocationId: one.allocationId, IsPrimary: true }],
      Tags: toPairs(one.tags),
    }));
    return { NatGateways, NextToken: next };
  },

  DescribeFlowLogs: (input, call) => {
    const logs = chosen(call.region.flowLogs, input.FlowLogIds, 'InvalidFlowLogId.NotFound');
    const found = applyFilters(logs, input.Filter, flowLogFilters);
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken });
    const FlowLogs = items.map((one) => ({
      FlowLogId: one.id,
      ResourceId: one.resourceId,
      LogGroupName: one.group,
      LogDestinationType: 'cloud-watch-logs' as const,
      TrafficType: 'ALL' as const,
      FlowLogStatus: 'ACTIVE',
      DeliverLogsStatus: 'SUCCESS',
      CreationTime: new Date(one.createdAt),
      Tags: toPairs(one.tags),
    }));
    return { FlowLogs, NextToken: next };
  },
};
