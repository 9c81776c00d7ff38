import type { Looking } from '../../aws/index.ts';
import { count, list, snapshotId } from '../../fields/index.ts';
import { keeps } from '../../language/index.ts';
import { allDone } from '../shared/all-done.ts';
import { everyPage } from '../shared/every-page.ts';

/**
 * Governance locks: nobody deletes the snapshots without a privilege of its own, and who has it can lift the lock.
 * Pending snapshots can be locked too (EC2 API, LockSnapshot).
 */
export const lockSnapshots = keeps({
  title: 'Lock snapshots against deletion',
  calls: ['ec2:DescribeLockedSnapshots', 'ec2:LockSnapshot'],
  input: { snapshotIds: list(snapshotId('The snapshots')), days: count('Days') },
  output: { locked: list(snapshotId('Locked snapshots')), days: count('Days') },
  async find(aws, { snapshotIds, days }) {
    const locked = await lockedOf(aws, snapshotIds);
    return snapshotIds.every((id) => locked.has(id)) ? { locked: snapshotIds, days } : undefined;
  },
  async run(aws, { snapshotIds, days }) {
    const locked = await lockedOf(aws, snapshotIds);
    const open = snapshotIds.filter((id) => !locked.has(id));
    await allDone(
      open.map((id) => aws('ec2:LockSnapshot', { SnapshotId: id, LockMode: 'governance', LockDuration: days })),
    );
    return { locked: snapshotIds, days };
  },
});

const lockedOf = async (
  aws: Looking<'ec2:DescribeLockedSnapshots'>,
  snapshotIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  const found = await everyPage(
    (NextToken) =>
      aws('ec2:DescribeLockedSnapshots', {
        SnapshotIds: [...snapshotIds],
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    ({ Snapshots }) => Snapshots,
    ({ NextToken }) => NextToken,
  );
  return new Set(
    found.filter(({ LockState }) => LockState !== 'expired').flatMap(({ SnapshotId }) => SnapshotId ?? []),
  );
};
