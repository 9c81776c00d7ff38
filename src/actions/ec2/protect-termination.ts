import { flag, instanceId } from '../../fields/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';

/** Keeps people and scripts from terminating it. Auto Scaling's health replacement and Spot don't heed it (T5). */
export const protectTermination = changes({
  title: 'Protect an instance against termination',
  noun: 'evidence',
  calls: ['ec2:DescribeInstanceAttribute', 'ec2:ModifyInstanceAttribute'],
  releaseCalls: ['ec2:ModifyInstanceAttribute'],
  input: { instanceId: instanceId('The instance') },
  output: {},
  state: { protected: flag('Is it protected?') },
  async see(aws, { instanceId: id }) {
    const read = await aws('ec2:DescribeInstanceAttribute', { InstanceId: id, Attribute: 'disableApiTermination' });
    return { protected: read.DisableApiTermination?.Value ?? false };
  },
  async run(aws, { instanceId: id }) {
    await aws('ec2:ModifyInstanceAttribute', { InstanceId: id, DisableApiTermination: { Value: true } });
    return {};
  },
  verify: (_, __, ___, now) => (now.protected ? holds('termination is refused') : doesNotHold('it can be terminated')),
  async release(aws, { instanceId: id }, before) {
    await aws('ec2:ModifyInstanceAttribute', { InstanceId: id, DisableApiTermination: { Value: before.protected } });
  },
});
