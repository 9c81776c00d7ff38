import type { Looking } from '../../aws/index.ts';
import { choice, flag, instanceId, list, snapshotId, text, volumeId } from '../../fields/index.ts';
import { Cannot, destroys } from '../../language/index.ts';
import { everyPage } from '../shared/every-page.ts';
import { describeSnapshots } from '../shared/snapshots.ts';

/** Refuses while any attached volume lacks a completed snapshot of this case. */
export const terminateInstance = destroys({
  title: 'Terminate an instance',
  because: 'memory, instance store and automatic addresses are lost for good, and its id never runs again',
  calls: [
    'ec2:DescribeInstances',
    'ec2:DescribeInstanceAttribute',
    'ec2:DescribeVolumes',
    'ec2:DescribeSnapshots',
    'ec2:ModifyInstanceAttribute',
    'ec2:TerminateInstances',
  ],
  input: {
    instanceId: instanceId('The instance'),
    completed: list(snapshotId('Completed snapshots')),
    ownerProtection: choice('Termination protection by its owner, before this case', ['on', 'off', 'unknown']),
  },
  output: {
    state: text('State'),
    covered: list(volumeId('Volumes with a completed snapshot')),
    liftedOwners: flag('Was its owner’s own protection lifted with ours?'),
  },
  async gone(aws, { instanceId: id }) {
    const { Reservations } = await aws('ec2:DescribeInstances', { InstanceIds: [id] });
    return /^(shutting-down|terminated)$/.test(Reservations?.[0]?.Instances?.[0]?.State?.Name ?? '');
  },
  async run(aws, { instanceId: id, completed, ownerProtection }, use) {
    const covered = await coveredVolumes(aws, id, completed);
    if (ownerProtection !== 'off')
      use.say(`its owner’s own termination protection was ${ownerProtection} before this case`);
    const attribute = await aws('ec2:DescribeInstanceAttribute', {
      InstanceId: id,
      Attribute: 'disableApiTermination',
    });
    if (attribute.DisableApiTermination?.Value === true)
      await aws('ec2:ModifyInstanceAttribute', { InstanceId: id, DisableApiTermination: { Value: false } });
    const { TerminatingInstances } = await aws('ec2:TerminateInstances', { InstanceIds: [id] });
    return {
      state: TerminatingInstances?.[0]?.CurrentState?.Name ?? 'unknown',
      covered,
      liftedOwners: ownerProtection === 'on',
    };
  },
});

const coveredVolumes = async (
  aws: Looking<'ec2:DescribeVolumes' | 'ec2:DescribeSnapshots'>,
  id: string,
  completed: readonly string[],
): Promise<string[]> => {
  const [volumes, snapshots] = await Promise.all([
    everyPage(
      (NextToken) =>
        aws('ec2:DescribeVolumes', {
          Filters: [{ Name: 'attachment.instance-id', Values: [id] }],
          ...(NextToken === undefined ? {} : { NextToken }),
        }),
      (page) => page.Volumes,
      (page) => page.NextToken,
    ),
    completed.length === 0 ? [] : describeSnapshots(aws, completed),
  ]);
  const kept = new Set(snapshots.filter(({ State }) => State === 'completed').map(({ VolumeId }) => VolumeId));
  const attached = volumes.flatMap(({ VolumeId }) => VolumeId ?? []);
  const lacking = attached.filter((volume) => !kept.has(volume));
  if (lacking.length > 0) throw new Cannot(`${lacking.join(', ')} has no completed snapshot of this case`);
  return attached;
};
