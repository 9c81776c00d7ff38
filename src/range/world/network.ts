import type { Tags } from './tags.ts';

export interface Vpc {
  id: string;
  cidr: string;
  cidr6?: string;
  isDefault: boolean;
  tags: Tags;
}

export interface Subnet {
  id: string;
  vpcId: string;
  zone: string;
  cidr: string;
  cidr6?: string;
  autoAssign: boolean;
  tags: Tags;
}

/** A route's target is the id of a gateway, an endpoint, an interface … or `local`. */
export interface Route {
  destination: string;
  target: string;
}

export interface RouteTable {
  id: string;
  vpcId: string;
  main: boolean;
  subnets: string[];
  routes: Route[];
  tags: Tags;
}

export interface NatGateway {
  id: string;
  vpcId: string;
  subnetId: string;
  publicIp: string;
  allocationId: string;
  tags: Tags;
}

export interface VpcEndpoint {
  id: string;
  vpcId: string;
  service: string;
  kind: 'Interface' | 'Gateway';
  subnets: string[];
  groups: string[];
  tags: Tags;
}

export interface FlowLog {
  id: string;
  resourceId: string;
  group: string;
  createdAt: number;
  tags: Tags;
}

/** One rule with one source or destination; AWS's IpPermissions are these, grouped by protocol and ports. */
export interface Rule {
  id: string;
  egress: boolean;
  protocol: string;
  from?: number;
  to?: number;
  cidr?: string;
  cidr6?: string;
  prefixList?: string;
  groupId?: string;
  description?: string;
  tags: Tags;
}

export interface SecurityGroup {
  id: string;
  name: string;
  description: string;
  vpcId: string;
  rules: Rule[];
  tags: Tags;
}

export interface Attachment {
  id: string;
  instanceId: string;
  deviceIndex: number;
  attachedAt: number;
  deleteOnTermination: boolean;
}

export interface NetworkInterface {
  id: string;
  vpcId: string;
  subnetId: string;
  zone: string;
  privateIp: string;
  ipv6: string[];
  mac: string;
  description: string;
  groups: string[];
  sourceDestCheck: boolean;
  requesterManaged: boolean;
  /** An address given by the subnet: it can't be taken off while the instance runs (trap T3). */
  autoPublicIp?: string;
  attachment?: Attachment;
  idleTimeouts?: { tcp?: number; udpStream?: number; udp?: number };
  tags: Tags;
}

/** An Elastic IP address. */
export interface Address {
  allocationId: string;
  publicIp: string;
  associationId?: string;
  interfaceId?: string;
  tags: Tags;
}

export interface NetworkState {
  vpcs: Record<string, Vpc>;
  subnets: Record<string, Subnet>;
  routeTables: Record<string, RouteTable>;
  natGateways: Record<string, NatGateway>;
  endpoints: Record<string, VpcEndpoint>;
  flowLogs: Record<string, FlowLog>;
  groups: Record<string, SecurityGroup>;
  interfaces: Record<string, NetworkInterface>;
  addresses: Record<string, Address>;
}
