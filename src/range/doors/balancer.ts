/** An Application Load Balancer: listener → target group → instance. */
import { interfacesOf } from '../services/ec2/find.ts';
import type { Target } from '../world/fleet.ts';
import type { Region } from '../world/world.ts';
import type { Place } from './find-way.ts';
import { groupsLetIn } from './packet.ts';
import { forwarded, page, type Packet, type Proxy, type Way } from './way.ts';

const SERVER = 'awselb/2.0';
const proxy: Proxy = {
  name: 'ALB',
  refused: page(502, 'Bad Gateway', SERVER),
  filtered: page(504, 'Gateway Time-out', SERVER),
};

/** Its own address in the first of its subnets. */
const nodeAddress = (region: Region, subnets: readonly string[]) =>
  (region.subnets[subnets[0] ?? '']?.cidr ?? '10.0.0.0/24').replace(/\d+\/\d+$/, '201');

const takesRequests = (region: Region, { id, drainedAt }: Target) =>
  drainedAt === undefined && region.instances[id]?.state === 'running';

export function throughBalancer({ region }: Place, packet: Packet): Way | undefined {
  const balancer = Object.values(region.loadBalancers).find(({ dnsName }) => dnsName === packet.host);
  if (!balancer) return undefined;
  const { proxies, source } = packet;
  const listener = balancer.listeners?.find(({ port }) => port === packet.port);
  const isOpen = balancer.scheme === 'internet-facing' && groupsLetIn(region, balancer.groups, source, packet.port);
  if (!listener || !isOpen) return { is: 'filtered', proxies };
  const group = region.targetGroups[listener.targetGroupArn];
  const target = group?.targets.find((one) => takesRequests(region, one));
  if (!target) return { is: 'answer', answer: page(503, 'Service Temporarily Unavailable', SERVER) };
  const [nic] = interfacesOf(region, target.id);
  const own = { address: nodeAddress(region, balancer.subnets), groups: balancer.groups };
  const passed = [...proxies, proxy];
  if (!nic || !groupsLetIn(region, nic.groups, own, target.port)) return { is: 'filtered', proxies: passed };
  const headers = {
    ...forwarded(packet.headers, source.address),
    'x-forwarded-proto': listener.protocol.toLowerCase(),
    'x-forwarded-port': String(packet.port),
  };
  const { id: instanceId, port } = target;
  return { is: 'host', instanceId, address: nic.privateIp, port, from: own.address, headers, proxies: passed };
}
