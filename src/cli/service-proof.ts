import type { StepState } from '../engine/index.ts';
import { handleFor, type Session } from './session.ts';

/** One sign that an instance serves again. */
export interface Sign {
  readonly what: string;
  readonly ok: boolean;
}
const PATIENCE_MS = 60_000;

/**
 * After a false positive: is the service back? The agent answers, every target that was taken out is healthy again, and
 * the instance is in service in its group. Read until all is well, for a minute.
 */
export const proveService = async (
  session: Session,
  instanceId: string,
  steps: readonly StepState[],
): Promise<readonly Sign[]> => {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const signs = await read(session, instanceId, steps);
    if (signs.every((sign) => sign.ok) || Date.now() > until) return signs;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
};

const read = async (session: Session, instanceId: string, steps: readonly StepState[]): Promise<readonly Sign[]> => {
  const aws = handleFor(session, [
    'ssm:DescribeInstanceInformation',
    'elasticloadbalancing:DescribeTargetHealth',
    'autoscaling:DescribeAutoScalingInstances',
    'ec2:DescribeInstances',
  ]);
  const signs: Sign[] = [];
  const { Reservations } = await aws('ec2:DescribeInstances', { InstanceIds: [instanceId] });
  const state = Reservations?.[0]?.Instances?.[0]?.State?.Name ?? 'unknown';
  signs.push({ what: `instance ${state}`, ok: state === 'running' });
  const { InstanceInformationList } = await aws('ssm:DescribeInstanceInformation', {
    Filters: [{ Key: 'InstanceIds', Values: [instanceId] }],
  });
  const ping = InstanceInformationList?.[0]?.PingStatus;
  if (ping !== undefined) signs.push(agentSign(ping, steps));
  const groups = [...new Set(steps.flatMap((step) => (step.released && step.input?.['targetGroupArn']) ?? []))].map(
    String,
  );
  for (const TargetGroupArn of groups) {
    const { TargetHealthDescriptions = [] } = await aws('elasticloadbalancing:DescribeTargetHealth', {
      TargetGroupArn,
    });
    const ours = TargetHealthDescriptions.find(({ Target }) => Target?.Id === instanceId);
    const health = ours?.TargetHealth?.State ?? 'not registered';
    signs.push({ what: `target ${health} in ${TargetGroupArn}`, ok: health === 'healthy' });
  }
  const { AutoScalingInstances } = await aws('autoscaling:DescribeAutoScalingInstances', { InstanceIds: [instanceId] });
  const [member] = AutoScalingInstances ?? [];
  if (member) signs.push({ what: `Auto Scaling ${member.LifecycleState}`, ok: member.LifecycleState === 'InService' });
  return signs;
};

/** An agent that did not answer before the case need not answer now; where that is not known, it is only said. */
const agentSign = (ping: string, steps: readonly StepState[]): Sign => {
  const before = steps.find((step) => step.action === 'ssm.find-agent')?.output?.['status'];
  const isBack = ping === 'Online' || before !== 'Online';
  const was = ping === 'Online' ? '' : ` (before the case: ${typeof before === 'string' ? before : 'not known'})`;
  return { what: `SSM agent ${ping}${was}`, ok: isBack };
};
