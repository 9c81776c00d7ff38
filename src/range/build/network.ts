import { resourceId } from '../world/ids.ts';
import type { Address, Route, Rule, SecurityGroup, Subnet, Vpc } from '../world/network.ts';
import { makeRule, type WantedRule } from '../services/ec2/rule-input.ts';
import { usualEgress } from '../services/ec2/groups.ts';
import { days, type Site } from './site.ts';

/** A VPC with its main route table and its default group. */
export function vpc(site: Site, name: string): Vpc {
  const { world, region } = site;
  const one = { id: resourceId(world, 'vpc'), cidr: '10.0.0.0/16', isDefault: false, tags: { Name: name } };
  region.vpcs[one.id] = one;
  routeTable(site, one, { main: true, subnets: [], routes: [] });
  securityGroup(site, one, 'default', 'default VPC security group', []);
  return one;
}

export function subnet({ world, region }: Site, of: Vpc, name: string, cidr: string, autoAssign = false): Subnet {
  const zone = `${region.name}a`;
  const one = { id: resourceId(world, 'subnet'), vpcId: of.id, zone, cidr, autoAssign, tags: { Name: name } };
  return (region.subnets[one.id] = one);
}

interface RouteTableWish {
  readonly main?: boolean;
  readonly subnets: readonly Subnet[];
  readonly routes: readonly Route[];
}

export function routeTable({ world, region }: Site, of: Vpc, wish: RouteTableWish): void {
  const id = resourceId(world, 'rtb');
  const routes = [{ destination: of.cidr, target: 'local' }, ...wish.routes];
  region.routeTables[id] = {
    id,
    vpcId: of.id,
    main: wish.main ?? false,
    subnets: wish.subnets.map((one) => one.id),
    routes,
    tags: {},
  };
}

export const internetGateway = ({ world }: Site): string => resourceId(world, 'igw');

export function natGateway({ world, region }: Site, of: Subnet, publicIp: string): string {
  const id = resourceId(world, 'nat');
  const allocationId = resourceId(world, 'eipalloc');
  region.natGateways[id] = { id, vpcId: of.vpcId, subnetId: of.id, publicIp, allocationId, tags: {} };
  return id;
}

export const tcpFrom = (port: number, cidr: string): WantedRule => ({
  egress: false,
  protocol: 'tcp',
  from: port,
  to: port,
  cidr,
});

/** A group with the usual way out, and the given ways in. */
export function securityGroup(
  site: Site,
  of: Vpc,
  name: string,
  description: string,
  ways: readonly WantedRule[],
): SecurityGroup {
  const { world, region } = site;
  const rules: Rule[] = [...ways.map((way) => makeRule(world, way)), ...usualEgress(world, of)];
  const one = { id: resourceId(world, 'sg'), name, description, vpcId: of.id, rules, tags: {} };
  return (region.groups[one.id] = one);
}

export function elasticIp({ world, region }: Site, publicIp: string): Address {
  const one: Address = { allocationId: resourceId(world, 'eipalloc'), publicIp, tags: {} };
  return (region.addresses[one.allocationId] = one);
}

export function flowLog({ world, region, now }: Site, of: Vpc): void {
  const id = resourceId(world, 'fl');
  region.flowLogs[id] = { id, resourceId: of.id, group: '/vpc/flow-logs', createdAt: now - days(90), tags: {} };
}
