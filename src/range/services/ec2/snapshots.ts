import type * as ec2 from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/error.ts';
import type { Snapshot, Volume } from '../../world/compute.ts';
import { resourceId } from '../../world/ids.ts';
import { toPairs, type Tags } from '../../world/tags.ts';
import type { Call, Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { findInstance, findSnapshot, findVolume, some } from './find.ts';
import { tagsFor } from './tag-specifications.ts';
import { progressOf, snapshotView, stateOf } from './views/storage.ts';

const filters = (now: number, owner: string): FilterTable<Snapshot> => ({
  'snapshot-id': (one) => [one.id],
  'volume-id': (one) => [one.volumeId],
  'volume-size': (one) => [one.sizeGiB],
  status: (one) => [stateOf(one, now)],
  progress: (one) => [progressOf(one, now)],
  description: (one) => [one.description],
  'owner-id': () => [owner],
  encrypted: (one) => [one.encrypted],
});

/** AWS's limit for gp2, gp3, io1, io2 and magnetic volumes; st1 and sc1 have 1 (trap T8). */
const MOST_PENDING = 5;

function take(call: Call, volume: Volume, description: string, tags: Tags): Snapshot {
  const { region, world, now } = call;
  const pending = Object.values(region.snapshots).filter(
    (one) => one.volumeId === volume.id && stateOf(one, now) === 'pending',
  );
  if (pending.length >= MOST_PENDING) {
    const message = `Maximum of ${MOST_PENDING} pending snapshots for volume ${volume.id}`;
    throw new AwsError('ConcurrentSnapshotLimitExceeded', message);
  }
  const id = resourceId(world, 'snap');
  return (region.snapshots[id] = {
    id,
    volumeId: volume.id,
    sizeGiB: volume.sizeGiB,
    encrypted: volume.encrypted,
    ...(volume.kmsKeyId && { kmsKeyId: volume.kmsKeyId }),
    description,
    startedAt: now,
    completesAt: now + world.delays.snapshotMs,
    tags,
  });
}

/** One crash-consistent set of all volumes of an instance. */
function takeAll(call: Call, input: ec2.CreateSnapshotsCommandInput): Snapshot[] {
  const { InstanceSpecification, CopyTagsFromSource, Description = '', TagSpecifications } = input;
  const { InstanceId, ExcludeBootVolume, ExcludeDataVolumeIds = [] } = InstanceSpecification ?? {};
  const instance = findInstance(call.region, InstanceId);
  const isExcluded = (name: string, volumeId: string) =>
    (ExcludeBootVolume && name === instance.rootDevice) || ExcludeDataVolumeIds.includes(volumeId);
  const devices = instance.devices.filter(({ name, volumeId }) => !isExcluded(name, volumeId));
  const volumes = devices.map(({ volumeId }) => findVolume(call.region, volumeId));
  const given = tagsFor('snapshot', TagSpecifications);
  return volumes.map((volume) => {
    const copied = CopyTagsFromSource === 'volume' ? volume.tags : {};
    return take(call, volume, Description, { ...copied, ...given });
  });
}

export const snapshots: Handlers<typeof ec2> = {
  DescribeSnapshots: (input, call) => {
    const { region, account, now } = call;
    const all = some(region, input.SnapshotIds, region.snapshots, findSnapshot);
    const owned = (input.OwnerIds ?? []).every((owner) => owner === 'self' || owner === account.id) ? all : [];
    const found = applyFilters(owned, input.Filters, filters(now, account.id));
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken, usual: 1000 });
    return { Snapshots: items.map((one) => snapshotView(one, account.id, now)), NextToken: next };
  },

  CreateSnapshot: (input, call) => {
    const volume = findVolume(call.region, input.VolumeId);
    const one = take(call, volume, input.Description ?? '', tagsFor('snapshot', input.TagSpecifications));
    return snapshotView(one, call.account.id, call.now);
  },

  CreateSnapshots: (input, call) => ({
    Snapshots: takeAll(call, input).map((one) => ({
      SnapshotId: one.id,
      VolumeId: one.volumeId,
      VolumeSize: one.sizeGiB,
      Description: one.description,
      Encrypted: one.encrypted,
      OwnerId: call.account.id,
      StartTime: new Date(one.startedAt),
      State: stateOf(one, call.now),
      Progress: progressOf(one, call.now),
      Tags: toPairs(one.tags),
    })),
  }),
};
