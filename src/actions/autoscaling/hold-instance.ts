import type { Looking } from '../../aws/index.ts';
import { flag, instanceId, list, text } from '../../fields/index.ts';
import { Cannot, changes, doesNotHold, holds } from '../../language/index.ts';
import { settle } from '../shared/settle.ts';

/** What would terminate the instance in the seconds before it is in Standby. */
const DANGEROUS = ['ReplaceUnhealthy', 'AZRebalance', 'Terminate'];
/** Below the guard's cap of 10 s: then containing goes on. With connection draining, Standby takes up to 300 s. */
const STANDBY_SECONDS = 6;
const RELEASE_SECONDS = 45;

/**
 * Keeps an Auto Scaling group from terminating the instance (T5): the processes that would are suspended, the instance
 * goes to Standby, where there are no health checks, and what ran before is resumed so that the group heals itself. The
 * group starts a replacement at once. Where Standby takes longer, the processes stay suspended until the release.
 *
 * ExitStandby raises the desired capacity by one; a group at its maximum refuses that.
 */
export const holdInstance = changes({
  title: 'Hold the instance out of its Auto Scaling group',
  noun: 'evidence',
  calls: [
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:SuspendProcesses',
    'autoscaling:EnterStandby',
    'autoscaling:ResumeProcesses',
  ],
  releaseCalls: ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:ExitStandby', 'autoscaling:ResumeProcesses'],
  input: { instanceId: instanceId('The instance'), group: text('The Auto Scaling group') },
  output: { resumed: flag('Does the group work as before?') },
  state: { lifecycle: text('State in the group'), suspended: list(text('Suspended processes')) },
  async see(aws, { instanceId: id, group }) {
    const { lifecycle, suspended } = await readGroup(aws, group, id);
    return { lifecycle, suspended };
  },
  async run(aws, { instanceId: id, group }, before, use) {
    const ours = DANGEROUS.filter((process) => !before.suspended.includes(process));
    const named = { AutoScalingGroupName: group };
    if (ours.length > 0) await aws('autoscaling:SuspendProcesses', { ...named, ScalingProcesses: ours });
    const now = await readGroup(aws, group, id);
    if (now.health !== 'Healthy') use.say(`the group already holds it for ${now.health}: it may still be replaced`);
    if (now.lifecycle === 'InService')
      await aws('autoscaling:EnterStandby', { ...named, InstanceIds: [id], ShouldDecrementDesiredCapacity: false });
    const { lifecycle } = await settle(
      () => readGroup(aws, group, id),
      (read) => read.lifecycle === 'Standby',
      use,
      STANDBY_SECONDS,
    );
    if (lifecycle !== 'Standby') return { resumed: false };
    if (ours.length > 0) await aws('autoscaling:ResumeProcesses', { ...named, ScalingProcesses: ours });
    return { resumed: true };
  },
  verify(_, { group }, __, { lifecycle, suspended }) {
    if (lifecycle === 'Standby') return holds(`in Standby in ${group}`);
    const guarded = lifecycle === 'EnteringStandby' && DANGEROUS.every((process) => suspended.includes(process));
    if (guarded) return holds(`entering Standby; ${group} replaces nothing until the release`);
    return doesNotHold(`${group} has it ${lifecycle} and may terminate it`);
  },
  async release(aws, { instanceId: id, group }, before, _, use) {
    const named = { AutoScalingGroupName: group };
    const read = () => readGroup(aws, group, id);
    const { lifecycle } = await settle(read, (now) => now.lifecycle !== 'EnteringStandby', use, RELEASE_SECONDS);
    if (lifecycle === 'Standby' && before.lifecycle === 'InService') {
      await aws('autoscaling:ExitStandby', { ...named, InstanceIds: [id] });
      await settle(read, (now) => now.lifecycle === 'InService', use, RELEASE_SECONDS);
    }
    const suspended = (await read()).suspended.filter((process) => DANGEROUS.includes(process));
    const ours = suspended.filter((process) => !before.suspended.includes(process));
    if (ours.length > 0) await aws('autoscaling:ResumeProcesses', { ...named, ScalingProcesses: ours });
  },
});

const readGroup = async (aws: Looking<'autoscaling:DescribeAutoScalingGroups'>, group: string, id: string) => {
  const { AutoScalingGroups } = await aws('autoscaling:DescribeAutoScalingGroups', { AutoScalingGroupNames: [group] });
  const [found] = AutoScalingGroups ?? [];
  if (found === undefined) throw new Cannot(`the Auto Scaling group ${group} is not there any more`);
  const member = found.Instances?.find(({ InstanceId }) => InstanceId === id);
  return {
    lifecycle: member?.LifecycleState ?? 'detached',
    health: member?.HealthStatus ?? 'Healthy',
    suspended: (found.SuspendedProcesses ?? []).flatMap(({ ProcessName }) => ProcessName ?? []),
  };
};
