/** The estate that most scenarios share: one gateway instance of a moltbot-bedrock stack, varied by wishes. */
import type { HostImage } from '../hosts/image.ts';
import type { Stack } from '../world/fleet.ts';
import type { Instance } from '../world/compute.ts';
import { keyId, RANGE_SESSION_PREFIX } from '../world/ids.ts';
import type { AccessKey, Role } from '../world/iam.ts';
import type { SecurityGroup, Subnet, Vpc } from '../world/network.ts';
import { agent } from './agent.ts';
import { minerImage } from './images.ts';
import { instance, volume } from './instance.ts';
import { instanceProfile, role } from './iam.ts';
import {
  elasticIp,
  flowLog,
  internetGateway,
  natGateway,
  routeTable,
  securityGroup,
  subnet,
  tcpFrom,
  vpc,
} from './network.ts';
import { minutes, type Site } from './site.ts';
import { stack, trail } from './surroundings.ts';

export interface GatewayWishes {
  /** How it reaches the internet. */
  readonly path?: 'elastic-ip' | 'auto-assigned' | 'nat';
  /** Profile and role, or none. */
  readonly profile?: { readonly name: string; readonly role: string } | 'none';
  readonly agent?: 'online' | 'offline';
  /** What is on its host; a miner where left out. */
  readonly image?: HostImage;
  /** Ports of its group that the internet may reach. */
  readonly ports?: readonly number[];
  readonly stack?: { readonly name: string; readonly outputs: Stack['outputs'] };
}

export interface Gateway {
  readonly vpc: Vpc;
  readonly subnet: Subnet;
  readonly group: SecurityGroup;
  readonly instance: Instance;
  readonly role: Role | undefined;
  /** The role session that the attacker took from the instance. */
  readonly stolen: AccessKey | undefined;
}

const STACK = 'moltbot-bedrock';
const PUBLIC_IP = '203.0.113.25';
const PRIVATE_IP = '10.0.1.23';

function network(site: Site, path: GatewayWishes['path']): Pick<Gateway, 'vpc' | 'subnet'> {
  const net = vpc(site, STACK);
  const igw = internetGateway(site);
  const toInternet = { destination: '0.0.0.0/0', target: igw };
  const open = subnet(site, net, `${STACK}-public-a`, '10.0.1.0/24', path === 'auto-assigned');
  routeTable(site, net, { subnets: [open], routes: [toInternet] });
  flowLog(site, net);
  if (path !== 'nat') return { vpc: net, subnet: open };
  const inner = subnet(site, net, `${STACK}-private-a`, '10.0.2.0/24');
  const nat = natGateway(site, open, '203.0.113.31');
  routeTable(site, net, { subnets: [inner], routes: [{ destination: '0.0.0.0/0', target: nat }] });
  return { vpc: net, subnet: inner };
}

/** The session which the attacker read from the metadata service and uses from elsewhere. */
function stolenSession({ world, account, region, alertedAt }: Site, from: Role, instanceId: string): AccessKey {
  const id = keyId(world, RANGE_SESSION_PREFIX);
  const issuedAt = alertedAt - minutes(40);
  return (account.keys[id] = {
    id,
    secret: 'held-by-the-attacker',
    active: true,
    issuedAt,
    role: from.name,
    session: instanceId,
    token: `stolen/${id}`,
    expiresAt: issuedAt + minutes(360),
    instanceArn: `arn:aws:ec2:${region.name}:${account.id}:instance/${instanceId}`,
  });
}

function gatewayRole(site: Site, name: string): Role {
  const allow = (Action: string[]) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  });
  const attached = [
    'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
    'arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy',
  ];
  return role(site, name, {
    attached,
    policies: { bedrock: allow(['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']) },
  });
}

function publish(site: Site, made: Instance, path: GatewayWishes['path']): void {
  const nic = Object.values(site.region.interfaces).find((one) => one.attachment?.instanceId === made.id);
  if (!nic || path === 'nat') return;
  if (path === 'auto-assigned') nic.autoPublicIp = PUBLIC_IP;
  else
    Object.assign(elasticIp(site, PUBLIC_IP), { interfaceId: nic.id, associationId: `eipassoc-0${made.id.slice(3)}` });
}

export function gateway(site: Site, wishes: GatewayWishes = {}): Gateway {
  const {
    path = 'elastic-ip',
    profile = { name: 'moltbot-role', role: 'moltbot-role' },
    ports = [18_789, 443],
  } = wishes;
  const { name: stackName, outputs } = wishes.stack ?? { name: STACK, outputs: {} };
  const { vpc: net, subnet: home } = network(site, path);
  const ways = ports.map((port) => tcpFrom(port, '0.0.0.0/0'));
  const group = securityGroup(site, net, `${stackName}-gateway`, 'Gateway and dashboard', ways);
  const theRole = profile === 'none' ? undefined : gatewayRole(site, profile.role);
  if (profile !== 'none') instanceProfile(site, profile.name, profile.role);
  const made = instance(site, {
    name: 'prod-gateway',
    subnet: home,
    groups: [group],
    privateIp: path === 'nat' ? '10.0.2.23' : PRIVATE_IP,
    ...(profile !== 'none' && { profile: profile.name }),
    tags: { 'aws:cloudformation:stack-name': stackName, env: 'prod', owner: 'platform' },
    consoleOutput: CONSOLE,
  });
  volume(site, made, '/dev/sda1', 30, { Name: 'prod-gateway-root' });
  volume(site, made, '/dev/sdf', 50, { Name: 'prod-gateway-data' });
  publish(site, made, path);
  stack(site, stackName, { InstanceId: made.id, ...outputs }, [
    { logicalId: 'Gateway', physicalId: made.id, type: 'AWS::EC2::Instance' },
  ]);
  trail(site, 'org-trail');
  // Without a profile there are no credentials, and without credentials no agent.
  const image = wishes.image ?? minerImage(site);
  if (theRole) agent(site, made, { role: theRole.name, offline: wishes.agent === 'offline', image });
  const stolen = theRole && stolenSession(site, theRole, made.id);
  return { vpc: net, subnet: home, group, instance: made, role: theRole, stolen };
}

const CONSOLE = `[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x413fd0c1]
[    0.000000] Linux version 6.14.0-1011-aws (buildd@bos03-arm64-052)
[    3.114250] systemd[1]: Detected virtualization amazon.
[   12.480114] cloud-init[921]: Cloud-init v. 25.2 finished. Datasource DataSourceEc2Local.
prod-gateway login: [2590033.118201] audit: type=1400 apparmor="ALLOWED" comm="miner" name="/tmp/.x/miner"
`;
