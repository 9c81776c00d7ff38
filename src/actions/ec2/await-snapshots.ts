import { list, snapshotId, text } from '../../fields/index.ts';
import { Cannot, looks } from '../../language/index.ts';
import { describeSnapshots } from '../shared/snapshots.ts';

/** Looks whether every snapshot is complete; the engine looks again until it is. One that failed ends the waiting. */
export const awaitSnapshots = looks({
  title: 'See whether every snapshot is complete',
  calls: ['ec2:DescribeSnapshots'],
  input: { snapshotIds: list(snapshotId('The snapshots')) },
  output: {
    completed: list(snapshotId('Completed snapshots')),
    pending: list(snapshotId('Snapshots that are not complete yet')),
    progress: text('How far they are'),
  },
  async run(aws, { snapshotIds }, use) {
    const found = await describeSnapshots(aws, snapshotIds);
    const failed = found.filter(({ State }) => State === 'error');
    if (failed.length > 0)
      throw new Cannot(
        failed
          .map(({ SnapshotId, StateMessage }) => `${SnapshotId} failed: ${StateMessage ?? 'no reason given'}`)
          .join('; '),
      );
    const done = new Set(found.filter(({ State }) => State === 'completed').map(({ SnapshotId }) => SnapshotId));
    const pending = snapshotIds.filter((id) => !done.has(id));
    const progress = found
      .filter(({ State }) => State !== 'completed')
      .map(({ SnapshotId, Progress }) => `${SnapshotId} ${Progress ?? ''}`.trim());
    const said = `${snapshotIds.length - pending.length} of ${snapshotIds.length} complete`;
    use.say([said, ...progress].join(', '));
    return { completed: snapshotIds.filter((id) => done.has(id)), pending, progress: said };
  },
  until: ({ pending }) => pending.length === 0,
});
