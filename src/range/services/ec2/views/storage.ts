import type * as ec2 from '@aws-sdk/client-ec2';
import type { Snapshot, Volume } from '../../../world/compute.ts';
import { toPairs } from '../../../world/tags.ts';
import type { Region } from '../../../world/world.ts';

export function stateOf(one: Snapshot, now: number): 'pending' | 'completed' | 'error' {
  if (now < one.completesAt) return 'pending';
  return one.failed ? 'error' : 'completed';
}

/** AWS sends an empty text at first, then a percentage. */
export function progressOf(one: Snapshot, now: number): string {
  if (now >= one.completesAt) return one.failed ? '' : '100%';
  const done = Math.floor((100 * (now - one.startedAt)) / (one.completesAt - one.startedAt));
  return done > 0 ? `${done}%` : '';
}

export function snapshotView(one: Snapshot, owner: string, now: number): ec2.Snapshot {
  return {
    SnapshotId: one.id,
    VolumeId: one.volumeId,
    VolumeSize: one.sizeGiB,
    Description: one.description,
    Encrypted: one.encrypted,
    ...(one.kmsKeyId && { KmsKeyId: one.kmsKeyId }),
    OwnerId: owner,
    StartTime: new Date(one.startedAt),
    ...(now >= one.completesAt && { CompletionTime: new Date(one.completesAt) }),
    State: stateOf(one, now),
    Progress: progressOf(one, now),
    StorageTier: 'standard',
    Tags: toPairs(one.tags),
  };
}

export function volumeView(region: Region, one: Volume): ec2.Volume {
  const Attachments = Object.values(region.instances).flatMap((instance) =>
    instance.devices
      .filter(({ volumeId }) => volumeId === one.id)
      .map((device) => ({
        VolumeId: one.id,
        InstanceId: instance.id,
        Device: device.name,
        State: 'attached' as const,
        AttachTime: new Date(device.attachedAt),
        DeleteOnTermination: device.deleteOnTermination,
      })),
  );
  return {
    VolumeId: one.id,
    Size: one.sizeGiB,
    VolumeType: one.type as ec2.VolumeType,
    AvailabilityZone: one.zone,
    State: Attachments.length ? 'in-use' : 'available',
    Encrypted: one.encrypted,
    ...(one.kmsKeyId && { KmsKeyId: one.kmsKeyId }),
    CreateTime: new Date(one.createdAt),
    SnapshotId: one.snapshotId ?? '',
    MultiAttachEnabled: false,
    Attachments,
    Tags: toPairs(one.tags),
  };
}
