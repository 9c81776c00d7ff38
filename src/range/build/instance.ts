import type { Instance, Volume } from '../world/compute.ts';
import { macAddress, resourceId } from '../world/ids.ts';
import type { NetworkInterface, SecurityGroup, Subnet } from '../world/network.ts';
import type { Tags } from '../world/tags.ts';
import { days, type Site } from './site.ts';

export interface InstanceWish {
  readonly name: string;
  readonly type?: string;
  readonly subnet: Subnet;
  readonly groups: readonly SecurityGroup[];
  readonly privateIp: string;
  readonly profile?: string;
  readonly spot?: boolean;
  readonly tags?: Tags;
  readonly consoleOutput?: string;
  readonly launchedDaysAgo?: number;
}

export function networkInterface(
  site: Site,
  instanceId: string,
  deviceIndex: number,
  wish: InstanceWish,
): NetworkInterface {
  const { world, region, now } = site;
  const id = resourceId(world, 'eni-attach');
  const deleteOnTermination = deviceIndex === 0;
  const one: NetworkInterface = {
    id: resourceId(world, 'eni'),
    vpcId: wish.subnet.vpcId,
    subnetId: wish.subnet.id,
    zone: wish.subnet.zone,
    privateIp: wish.privateIp,
    ipv6: [],
    mac: macAddress(world),
    description: '',
    groups: wish.groups.map((group) => group.id),
    sourceDestCheck: true,
    requesterManaged: false,
    attachment: { id, instanceId, deviceIndex, attachedAt: now - days(30), deleteOnTermination },
    tags: {},
  };
  const owner = region.instances[instanceId];
  if (owner) owner.firstGroups[one.id] = [...one.groups];
  return (region.interfaces[one.id] = one);
}

/** A volume, attached as the given device. */
export function volume(
  { account, world, region, now }: Site,
  of: Instance,
  device: string,
  sizeGiB: number,
  tags: Tags,
): Volume {
  const isRoot = device === of.rootDevice;
  const one: Volume = {
    id: resourceId(world, 'vol'),
    sizeGiB,
    type: 'gp3',
    zone: of.zone,
    encrypted: true,
    kmsKeyId: `arn:aws:kms:${region.name}:${account.id}:key/00000000-0000-4000-8000-000000000000`,
    createdAt: of.launchedAt,
    tags,
  };
  region.volumes[one.id] = one;
  of.devices.push({ name: device, volumeId: one.id, deleteOnTermination: isRoot, attachedAt: now - days(30) });
  return one;
}

/** A running instance with its primary interface and its profile, without volumes. */
export function instance(site: Site, wish: InstanceWish): Instance {
  const { world, region, now } = site;
  const id = resourceId(world, 'i');
  const launchedAt = now - days(wish.launchedDaysAgo ?? 30);
  const one: Instance = {
    id,
    reservationId: resourceId(world, 'r'),
    type: wish.type ?? 't4g.medium',
    imageId: resourceId(world, 'ami'),
    architecture: 'arm64',
    launchedAt,
    vpcId: wish.subnet.vpcId,
    subnetId: wish.subnet.id,
    zone: wish.subnet.zone,
    state: 'running',
    terminationProtected: false,
    stopProtected: false,
    shutdownBehavior: 'stop',
    spot: wish.spot ?? false,
    consoleOutput: wish.consoleOutput ?? '',
    metadata: {
      endpoint: 'enabled',
      tokens: 'required',
      hopLimit: 2,
      tagsInMetadata: 'disabled',
      ipv6: 'disabled',
      appliedAt: launchedAt,
    },
    rootDevice: '/dev/sda1',
    devices: [],
    firstGroups: {},
    tags: { Name: wish.name, ...wish.tags },
  };
  region.instances[id] = one;
  networkInterface(site, id, 0, wish);
  if (wish.profile) {
    const association = resourceId(world, 'iip-assoc');
    region.associations[association] = {
      id: association,
      instanceId: id,
      profileName: wish.profile,
      state: 'associated',
      at: launchedAt,
    };
  }
  return one;
}
