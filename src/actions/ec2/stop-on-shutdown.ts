import { choice, instanceId } from '../../fields/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';

/** A hostile root that types `shutdown -h` must stop the instance, not terminate it with its disks (T6). */
export const stopOnShutdown = changes({
  title: 'Make a shutdown from inside stop, not terminate',
  noun: 'evidence',
  calls: ['ec2:DescribeInstanceAttribute', 'ec2:ModifyInstanceAttribute'],
  releaseCalls: ['ec2:ModifyInstanceAttribute'],
  input: { instanceId: instanceId('The instance') },
  output: {},
  state: { behavior: choice('What a shutdown does', ['stop', 'terminate']) },
  async see(aws, { instanceId: id }) {
    const read = await aws('ec2:DescribeInstanceAttribute', {
      InstanceId: id,
      Attribute: 'instanceInitiatedShutdownBehavior',
    });
    return { behavior: read.InstanceInitiatedShutdownBehavior?.Value ?? 'stop' };
  },
  async run(aws, { instanceId: id }) {
    await aws('ec2:ModifyInstanceAttribute', {
      InstanceId: id,
      InstanceInitiatedShutdownBehavior: { Value: 'stop' },
    });
    return {};
  },
  verify: (_, __, ___, now) =>
    now.behavior === 'stop' ? holds('a shutdown stops it') : doesNotHold('a shutdown terminates it'),
  async release(aws, { instanceId: id }, before) {
    await aws('ec2:ModifyInstanceAttribute', {
      InstanceId: id,
      InstanceInitiatedShutdownBehavior: { Value: before.behavior },
    });
  },
});
