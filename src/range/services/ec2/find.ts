/** Looks resources up by id, with EC2's errors: malformed and unknown are told apart. */
import { AwsError } from '../../wire/error.ts';
import type { Instance, Snapshot, Volume } from '../../world/compute.ts';
import type { NetworkInterface, SecurityGroup } from '../../world/network.ts';
import type { Region } from '../../world/world.ts';

interface Kind {
  readonly prefix: string;
  readonly code: string;
  readonly noun: string;
  readonly malformed?: string;
}

function find<Item>(items: Readonly<Record<string, Item>>, id: string | undefined, kind: Kind): Item {
  const item = items[id ?? ''];
  if (item) return item;
  const wellFormed = new RegExp(`^${kind.prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`).test(id ?? '');
  const malformed = kind.malformed ?? kind.code;
  if (!wellFormed)
    throw new AwsError(`${malformed}.Malformed`, `Invalid id: "${id ?? ''}" (expecting "${kind.prefix}-...")`);
  throw new AwsError(`${kind.code}.NotFound`, `The ${kind.noun} '${id}' does not exist`);
}

export const findInstance = (region: Region, id: string | undefined): Instance =>
  find(region.instances, id, { prefix: 'i', code: 'InvalidInstanceID', noun: 'instance ID' });

export const findVolume = (region: Region, id: string | undefined): Volume =>
  find(region.volumes, id, { prefix: 'vol', code: 'InvalidVolume', malformed: 'InvalidVolumeID', noun: 'volume' });

export const findSnapshot = (region: Region, id: string | undefined): Snapshot =>
  find(region.snapshots, id, {
    prefix: 'snap',
    code: 'InvalidSnapshot',
    malformed: 'InvalidSnapshotID',
    noun: 'snapshot',
  });

export const findGroup = (region: Region, id: string | undefined): SecurityGroup =>
  find(region.groups, id, { prefix: 'sg', code: 'InvalidGroup', malformed: 'InvalidGroupId', noun: 'security group' });

export const findInterface = (region: Region, id: string | undefined): NetworkInterface =>
  find(region.interfaces, id, { prefix: 'eni', code: 'InvalidNetworkInterfaceID', noun: 'networkInterface ID' });

/** All of the given ids, or everything where none is given. */
export function some<Item>(
  region: Region,
  ids: readonly string[] | undefined,
  all: Readonly<Record<string, Item>>,
  one: (region: Region, id: string) => Item,
): Item[] {
  return ids?.length ? ids.map((id) => one(region, id)) : Object.values(all);
}

/** The interfaces of an instance, the primary one first. */
export function interfacesOf(region: Region, instanceId: string): NetworkInterface[] {
  return Object.values(region.interfaces)
    .filter((one) => one.attachment?.instanceId === instanceId)
    .toSorted((a, b) => (a.attachment?.deviceIndex ?? 0) - (b.attachment?.deviceIndex ?? 0));
}
