import type { OutputOf } from '../../aws/index.ts';
import { instanceId, list, volumeId } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';
import { everyPage } from '../shared/every-page.ts';

type Volume = NonNullable<OutputOf<'ec2:DescribeVolumes'>['Volumes']>[number];
/** A launch makes its volumes within seconds. */
const NEAR_MS = 5 * 60_000;

/**
 * The volumes that outlived a terminated instance. AWS links them to it only while they are attached, or the instance
 * still names them. Beyond that it takes what is free, in its zone, and was made when it was launched: a snapshot too
 * many costs little, one too few can't be had later.
 */
export const findSurvivingVolumes = looks({
  title: 'Find the volumes that outlived an instance',
  calls: ['ec2:DescribeVolumes', 'ec2:DescribeInstances'],
  input: { instanceId: instanceId('The instance') },
  output: { volumes: list(volumeId('A volume that still exists')) },
  async run(aws, { instanceId: id }) {
    const volumesBy = (Filters: { Name: string; Values: string[] }[]): Promise<readonly Volume[]> =>
      everyPage(
        (NextToken) => aws('ec2:DescribeVolumes', { Filters, ...(NextToken === undefined ? {} : { NextToken }) }),
        ({ Volumes }) => Volumes,
        ({ NextToken }) => NextToken,
      );
    const { Reservations } = await aws('ec2:DescribeInstances', { InstanceIds: [id] });
    const instance = Reservations?.[0]?.Instances?.[0];
    const named = (instance?.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => Ebs?.VolumeId ?? []);
    const launches = [instance?.LaunchTime, instance?.UsageOperationUpdateTime].flatMap((at) => at?.getTime() ?? []);
    const [attached, still, free] = await Promise.all([
      volumesBy([{ Name: 'attachment.instance-id', Values: [id] }]),
      named.length === 0 ? [] : volumesBy([{ Name: 'volume-id', Values: named }]),
      volumesBy([
        { Name: 'status', Values: ['available'] },
        { Name: 'availability-zone', Values: [instance?.Placement?.AvailabilityZone ?? ''] },
      ]),
    ]);
    const likely = free.filter(({ CreateTime }) =>
      launches.some((at) => Math.abs((CreateTime?.getTime() ?? 0) - at) <= NEAR_MS),
    );
    return { volumes: [...new Set([...attached, ...still, ...likely].flatMap(({ VolumeId }) => VolumeId ?? []))] };
  },
});
