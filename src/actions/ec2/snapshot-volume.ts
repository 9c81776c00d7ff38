import { volumeId } from '../../fields/index.ts';
import { keeps } from '../../language/index.ts';
import { asOutput, findSnapshots, snapshotsMade } from '../shared/snapshots.ts';
import { caseTags } from '../shared/tags.ts';

/** A volume whose instance is gone: CreateSnapshots takes only an instance. */
export const snapshotVolume = keeps({
  title: 'Snapshot a volume',
  calls: ['ec2:DescribeSnapshots', 'ec2:CreateSnapshot'],
  input: { volumeId: volumeId('The volume') },
  output: snapshotsMade,
  find: (aws, _, use) => findSnapshots(aws, use),
  async run(aws, { volumeId: id }, use) {
    const made = await aws('ec2:CreateSnapshot', {
      VolumeId: id,
      Description: `case ${use.caseId}`,
      TagSpecifications: [{ ResourceType: 'snapshot', Tags: caseTags(use) }],
    });
    return asOutput([made]);
  },
});
