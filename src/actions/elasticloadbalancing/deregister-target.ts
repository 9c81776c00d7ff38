import { arn, count, flag, text } from '../../fields/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';

/** No new request comes from the load balancer; open ones drain, for 300 s by default. */
export const deregisterTarget = changes({
  title: 'Take the instance out of a target group',
  noun: 'network',
  calls: ['elasticloadbalancing:DescribeTargetHealth', 'elasticloadbalancing:DeregisterTargets'],
  releaseCalls: ['elasticloadbalancing:RegisterTargets'],
  input: { targetGroupArn: arn('The target group'), targetId: text('The target'), port: count('Port') },
  output: {},
  state: { registered: flag('Does it get new requests?') },
  async see(aws, { targetGroupArn, targetId, port }) {
    const { TargetHealthDescriptions } = await aws('elasticloadbalancing:DescribeTargetHealth', {
      TargetGroupArn: targetGroupArn,
      Targets: [{ Id: targetId, Port: port }],
    });
    const health = TargetHealthDescriptions?.[0]?.TargetHealth;
    const out = health?.State === 'draining' || health?.Reason === 'Target.NotRegistered';
    return { registered: health !== undefined && !out };
  },
  async run(aws, { targetGroupArn, targetId, port }) {
    await aws('elasticloadbalancing:DeregisterTargets', {
      TargetGroupArn: targetGroupArn,
      Targets: [{ Id: targetId, Port: port }],
    });
    return {};
  },
  verify: (_, { targetGroupArn, targetId }, __, now) =>
    now.registered ? doesNotHold(`${targetId} is still in ${targetGroupArn}`) : holds('it gets no new requests'),
  async release(aws, { targetGroupArn, targetId, port }, before) {
    if (!before.registered) return;
    await aws('elasticloadbalancing:RegisterTargets', {
      TargetGroupArn: targetGroupArn,
      Targets: [{ Id: targetId, Port: port }],
    });
  },
});
