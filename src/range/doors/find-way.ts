import { publicDns, publicIpOf } from '../services/ec2/views/network.ts';
import type { Account, Region, World } from '../world/world.ts';
import { throughBalancer } from './balancer.ts';
import { throughDistribution } from './distribution.ts';
import { groupsLetIn, isPublic } from './packet.ts';
import type { Packet, Way } from './way.ts';

export interface Place {
  readonly account: Account;
  readonly region: Region;
}

const placesOf = (world: World): Place[] =>
  Object.values(world.accounts).flatMap((account) =>
    Object.values(account.regions).map((region) => ({ account, region })),
  );

/** An instance by its public address or public DNS name. */
function toInstance({ region }: Place, packet: Packet): Way | undefined {
  const { host, port, source, headers, proxies } = packet;
  for (const one of Object.values(region.interfaces)) {
    const publicIp = publicIpOf(region, one);
    if (publicIp === undefined || (host !== publicIp && host !== publicDns(publicIp, region.name))) continue;
    const instanceId = one.attachment?.instanceId;
    const isUp = instanceId !== undefined && region.instances[instanceId]?.state === 'running';
    const isLetIn = isPublic(region, one) && groupsLetIn(region, one.groups, source, port);
    if (!isUp || !isLetIn) return { is: 'filtered', proxies };
    return { is: 'host', instanceId, address: one.privateIp, port, from: source.address, headers, proxies };
  }
  return undefined;
}

/** Follows a request from the internet through what is in front of an instance. */
export function findWay(world: World, packet: Packet): Way {
  const follow = (next: Packet) => findWay(world, next);
  for (const place of placesOf(world)) {
    const way =
      toInstance(place, packet) ?? throughBalancer(place, packet) ?? throughDistribution(place.account, packet, follow);
    if (way) return way;
  }
  // A private address is nobody's on the internet.
  return /^(10|127|169\.254|192\.168)\./.test(packet.host)
    ? { is: 'filtered', proxies: packet.proxies }
    : { is: 'unknown' };
}
