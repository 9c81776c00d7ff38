import { instanceId, maybe, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';

/** An Auto Scaling group replaces, and so terminates, what it thinks unhealthy: isolation looks like that (T5). */
export const findGroup = looks({
  title: 'Find the Auto Scaling group of an instance',
  calls: ['autoscaling:DescribeAutoScalingInstances'],
  input: { instanceId: instanceId('The instance') },
  output: { group: maybe(text('The Auto Scaling group')), lifecycle: maybe(text('Its state in the group')) },
  async run(aws, { instanceId: id }) {
    const { AutoScalingInstances } = await aws('autoscaling:DescribeAutoScalingInstances', { InstanceIds: [id] });
    const [member] = AutoScalingInstances ?? [];
    return { group: member?.AutoScalingGroupName, lifecycle: member?.LifecycleState };
  },
});
