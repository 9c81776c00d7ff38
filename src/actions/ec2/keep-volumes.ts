import type { Aws } from '../../aws/index.ts';
import { flag, instanceId, list, record, text, volumeId } from '../../fields/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';

const device = record(
  'An attached volume',
  { device: text('Device name'), volumeId: volumeId('The volume'), deleted: flag('Deleted with the instance?') },
  'device',
);

/** By default a termination deletes the root volume (T6). */
export const keepVolumes = changes({
  title: 'Keep the volumes when the instance goes',
  noun: 'evidence',
  calls: ['ec2:DescribeInstances', 'ec2:ModifyInstanceAttribute'],
  releaseCalls: ['ec2:DescribeInstances', 'ec2:ModifyInstanceAttribute'],
  input: { instanceId: instanceId('The instance') },
  output: {},
  state: { devices: list(device) },
  see: async (aws, { instanceId: id }) => ({ devices: await devicesOf(aws, id) }),
  async run(aws, { instanceId: id }, before) {
    await setDeleted(
      aws,
      id,
      before.devices.filter(({ deleted }) => deleted).map((each) => each.device),
      false,
    );
    return {};
  },
  verify(_, __, ___, now) {
    const lost = now.devices.filter(({ deleted }) => deleted).map((each) => each.volumeId);
    return lost.length === 0 ? holds('no volume goes with it') : doesNotHold(`${lost.join(', ')} would be deleted`);
  },
  async release(aws, { instanceId: id }, before) {
    const now = await devicesOf(aws, id);
    const ours = before.devices.filter(
      ({ deleted, volumeId: was }) => deleted && now.some(({ volumeId: is }) => is === was),
    );
    await setDeleted(
      aws,
      id,
      ours.map((each) => each.device),
      true,
    );
  },
});

const devicesOf = async (aws: Aws<'ec2:DescribeInstances'>, id: string) => {
  const { Reservations } = await aws('ec2:DescribeInstances', { InstanceIds: [id] });
  const mappings = Reservations?.[0]?.Instances?.[0]?.BlockDeviceMappings ?? [];
  return mappings.flatMap(({ DeviceName = '', Ebs }) =>
    Ebs?.VolumeId === undefined
      ? []
      : { device: DeviceName, volumeId: Ebs.VolumeId, deleted: Ebs.DeleteOnTermination ?? false },
  );
};
const setDeleted = async (
  aws: Aws<'ec2:ModifyInstanceAttribute'>,
  id: string,
  devices: readonly string[],
  value: boolean,
): Promise<void> => {
  if (devices.length === 0) return;
  const BlockDeviceMappings = devices.map((DeviceName) => ({ DeviceName, Ebs: { DeleteOnTermination: value } }));
  await aws('ec2:ModifyInstanceAttribute', { InstanceId: id, BlockDeviceMappings });
};
