/** Does the network let somebody in? Computed from groups and routes at the moment of asking. */
import { publicIpOf } from '../services/ec2/views/network.ts';
import type { NetworkInterface, Rule } from '../world/network.ts';
import type { Region } from '../world/world.ts';

/** AWS's list of the addresses from which CloudFront comes, in us-west-2. */
const CLOUDFRONT_LIST = 'pl-82a045eb';

/** Who sends: an address, and what rules may name him by besides. */
export interface Source {
  readonly address: string;
  /** The groups of a load balancer's own interfaces. */
  readonly groups?: readonly string[];
  readonly isCloudFront?: boolean;
}

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

function isWithin(address: string, cidr: string): boolean {
  const [base = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(base) / size);
}

function names(rule: Rule, source: Source): boolean {
  if (rule.cidr) return isWithin(source.address, rule.cidr);
  if (rule.groupId) return source.groups?.includes(rule.groupId) ?? false;
  return rule.prefixList === CLOUDFRONT_LIST && source.isCloudFront === true;
}

function letsIn(rule: Rule, source: Source, port: number): boolean {
  const { egress, protocol, from = 0, to = 65_535 } = rule;
  const fits = protocol === '-1' || (protocol === 'tcp' && from <= port && port <= to);
  return !egress && fits && names(rule, source);
}

/** Does one of these groups let a port in from there? */
export function groupsLetIn(region: Region, groups: readonly string[], source: Source, port: number): boolean {
  return groups.some((id) => region.groups[id]?.rules.some((rule) => letsIn(rule, source, port)));
}

/** Answers find their way back to the internet: a public address, and a route to an internet gateway. */
export function isPublic(region: Region, one: NetworkInterface): boolean {
  const tables = Object.values(region.routeTables);
  const table =
    tables.find(({ subnets }) => subnets.includes(one.subnetId)) ??
    tables.find(({ main, vpcId }) => main && vpcId === one.vpcId);
  const out = table?.routes.find(({ destination }) => destination === '0.0.0.0/0');
  return publicIpOf(region, one) !== undefined && out?.target.startsWith('igw-') === true;
}
