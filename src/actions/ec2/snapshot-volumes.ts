import { instanceId } from '../../fields/index.ts';
import { keeps } from '../../language/index.ts';
import { asOutput, findSnapshots, snapshotsMade } from '../shared/snapshots.ts';
import { caseTags } from '../shared/tags.ts';

/**
 * One crash-consistent set of all volumes, the boot volume too. The point in time is fixed when the call returns, so
 * nothing waits for completion here (T8). Caches of the operating system are not in it. There is no client token: the
 * tags tell whether it has been made (T29), and the call makes all or none.
 */
export const snapshotVolumes = keeps({
  title: 'Snapshot every volume of an instance as one set',
  calls: ['ec2:DescribeSnapshots', 'ec2:CreateSnapshots'],
  input: { instanceId: instanceId('The instance') },
  output: snapshotsMade,
  find: (aws, _, use) => findSnapshots(aws, use),
  async run(aws, { instanceId: id }, use) {
    const { Snapshots = [] } = await aws('ec2:CreateSnapshots', {
      InstanceSpecification: { InstanceId: id, ExcludeBootVolume: false },
      CopyTagsFromSource: 'volume',
      Description: `case ${use.caseId}`,
      TagSpecifications: [{ ResourceType: 'snapshot', Tags: caseTags(use) }],
    });
    use.say(`${Snapshots.length} snapshots requested`);
    return asOutput(Snapshots);
  },
});
