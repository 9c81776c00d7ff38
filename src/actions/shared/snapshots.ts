import type { Looking, OutputOf } from '../../aws/index.ts';
import { list, record, snapshotId, volumeId } from '../../fields/index.ts';
import type { Use } from '../../language/index.ts';
import { everyPage } from './every-page.ts';
import { madeHere } from './tags.ts';

const snapshot = record(
  'A snapshot',
  { snapshotId: snapshotId('The snapshot'), volumeId: volumeId('The volume it is of') },
  'snapshotId',
);
export const snapshotsMade = {
  snapshots: list(snapshot),
  snapshotIds: list(snapshotId('Snapshots')),
};

type Described = NonNullable<OutputOf<'ec2:DescribeSnapshots'>['Snapshots']>[number];
type Made = Pick<Described, 'SnapshotId' | 'VolumeId'>;

export const asOutput = (made: readonly Made[]) => ({
  snapshots: made.map(({ SnapshotId = '', VolumeId = '' }) => ({ snapshotId: SnapshotId, volumeId: VolumeId })),
  snapshotIds: made.map(({ SnapshotId = '' }) => SnapshotId),
});

/** The snapshots that this step made, found again by its tags; undefined where it has made none. */
export const findSnapshots = async (aws: Looking<'ec2:DescribeSnapshots'>, use: Use) => {
  const found = await everyPage(
    (NextToken) =>
      aws('ec2:DescribeSnapshots', {
        OwnerIds: ['self'],
        Filters: madeHere(use),
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    (page) => page.Snapshots,
    (page) => page.NextToken,
  );
  return found.length === 0 ? undefined : asOutput(found);
};
/** These snapshots as they are now. */
export const describeSnapshots = async (
  aws: Looking<'ec2:DescribeSnapshots'>,
  ids: readonly string[],
): Promise<readonly Described[]> => (await aws('ec2:DescribeSnapshots', { SnapshotIds: [...ids] })).Snapshots ?? [];
