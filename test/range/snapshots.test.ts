import { describe, expect, test } from 'vitest';
import { refusal, rig, until } from './rig.ts';

const mine = [{ Name: 'tag:ir:case', Values: ['01J'] }];
const TagSpecifications = [{ ResourceType: 'snapshot' as const, Tags: [{ Key: 'ir:case', Value: '01J' }] }];

describe('snapshots', () => {
  test('of all volumes at once: pending, tagged, found by tag, completed later', async () => {
    await using one = await rig('two-interfaces-three-volumes', {});
    const { Snapshots = [] } = await one.ec2.createSnapshots({
      InstanceSpecification: { InstanceId: one.id },
      CopyTagsFromSource: 'volume',
      TagSpecifications,
    });
    expect(Snapshots.map(({ State }) => State)).toEqual(['pending', 'pending', 'pending']);
    expect(Snapshots[0]?.Tags).toEqual(
      expect.arrayContaining([
        { Key: 'Name', Value: 'prod-gateway-root' },
        { Key: 'ir:case', Value: '01J' },
      ]),
    );
    const found = await one.ec2.describeSnapshots({ OwnerIds: ['self'], Filters: mine });
    expect(found.Snapshots?.map(({ SnapshotId }) => SnapshotId)).toEqual(Snapshots.map(({ SnapshotId }) => SnapshotId));
    const done = await until(
      () => one.ec2.describeSnapshots({ Filters: mine }),
      ({ Snapshots: all = [] }) => all.every(({ State }) => State === 'completed'),
    );
    expect(done.Snapshots?.every(({ Progress }) => Progress === '100%')).toBe(true);
  });

  test('are locked while pending', async () => {
    await using one = await rig();
    const { Snapshots = [] } = await one.ec2.createSnapshots({ InstanceSpecification: { InstanceId: one.id } });
    const SnapshotId = Snapshots[0]?.SnapshotId;
    const locked = await one.ec2.lockSnapshot({ SnapshotId, LockMode: 'governance', LockDuration: 7 });
    expect(locked).toMatchObject({ LockState: 'governance', LockDuration: 7 });
    const { Snapshots: all } = await one.ec2.describeLockedSnapshots({ SnapshotIds: [SnapshotId ?? ''] });
    expect(all).toMatchObject([{ SnapshotId, LockState: 'governance' }]);
  });

  test('a lock needs a duration or a date', async () => {
    await using one = await rig('lean');
    const { Snapshots = [] } = await one.ec2.createSnapshots({ InstanceSpecification: { InstanceId: one.id } });
    const lock = one.ec2.lockSnapshot({ SnapshotId: Snapshots[0]?.SnapshotId, LockMode: 'governance' });
    expect((await refusal(lock)).name).toBe('InvalidParameterCombination');
  });

  test('at most five of a volume are pending', async () => {
    await using one = await rig();
    const { Volumes = [] } = await one.ec2.describeVolumes({});
    const VolumeId = Volumes[0]?.VolumeId;
    for (let count = 0; count < 5; count += 1) await one.ec2.createSnapshot({ VolumeId });
    expect((await refusal(one.ec2.createSnapshot({ VolumeId }))).name).toBe('ConcurrentSnapshotLimitExceeded');
  });
});
