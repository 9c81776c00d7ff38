import type * as autoscaling from '@aws-sdk/client-auto-scaling';
import type { Activity, Member, ScalingGroup } from '../../world/fleet.ts';
import { uuid } from '../../world/ids.ts';
import type { Call, Handlers } from '../handlers.ts';
import { findGroup, findMembers, invalid } from './find.ts';
import { activityView } from './views.ts';

/** All that can be suspended. */
const PROCESSES = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
];

function note({ world, now }: Call, group: ScalingGroup, description: string): Activity {
  const cause = `At ${new Date(now).toISOString()} ${description.toLowerCase()} in response to a user request.`;
  const activity: Activity = { id: uuid(world), at: now, description, cause, status: 'Successful' };
  group.activities.unshift(activity);
  return activity;
}

/** Lowering the desired size must not go below the smallest (trap T5). */
function shrink(group: ScalingGroup, count: number, isDecrement: boolean | undefined): void {
  if (isDecrement === undefined) throw invalid('ShouldDecrementDesiredCapacity is required');
  if (!isDecrement) return;
  if (group.desired - count < group.min)
    throw invalid(
      `AutoScalingGroup ${group.name} has min-size=${group.min}, max-size=${group.max}, and desired-size=${group.desired}. The desired size cannot be lowered by ${count}.`,
    );
  group.desired -= count;
}

/** Out of service means out of the group's target groups too: they drain. */
function deregister({ region, now }: Call, group: ScalingGroup, members: readonly Member[]): void {
  const ids = new Set(members.map(({ instanceId }) => instanceId));
  for (const arn of group.targetGroupArns) {
    const targetGroup = region.targetGroups[arn];
    for (const target of targetGroup?.targets ?? [])
      if (targetGroup && ids.has(target.id)) target.drainedAt ??= now + targetGroup.drainMs;
  }
}

function register({ region }: Call, group: ScalingGroup, members: readonly Member[]): void {
  for (const targetGroup of group.targetGroupArns.flatMap((arn) => region.targetGroups[arn] ?? []))
    for (const { instanceId } of members) {
      targetGroup.targets = targetGroup.targets.filter(({ id }) => id !== instanceId);
      targetGroup.targets.push({ id: instanceId, port: targetGroup.port });
    }
}

/** A member that the group already decided to replace can't be saved any more (c7n #8660). */
function movable(group: ScalingGroup, ids: readonly string[] | undefined, from: Member['lifecycle']): Member[] {
  const members = findMembers(group, ids);
  for (const { instanceId, lifecycle, terminatesAt } of members) {
    const state = terminatesAt === undefined ? lifecycle : 'Terminating';
    if (state !== from) throw invalid(`The instance ${instanceId} is not in ${from}. It is in ${state}.`);
  }
  return members;
}

export const changes: Handlers<typeof autoscaling> = {
  SuspendProcesses: (input, { region }) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const wanted = input.ScalingProcesses?.length ? input.ScalingProcesses : PROCESSES;
    const unknown = wanted.find((name) => !PROCESSES.includes(name));
    if (unknown) throw invalid(`${unknown} is not a valid process`);
    group.suspended = [...new Set([...group.suspended, ...wanted])];
    return {};
  },

  ResumeProcesses: (input, { region }) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const wanted = input.ScalingProcesses?.length ? input.ScalingProcesses : PROCESSES;
    group.suspended = group.suspended.filter((name) => !wanted.includes(name));
    return {};
  },

  EnterStandby: (input, call) => {
    const group = findGroup(call.region, input.AutoScalingGroupName);
    const members = movable(group, input.InstanceIds, 'InService');
    shrink(group, members.length, input.ShouldDecrementDesiredCapacity);
    deregister(call, group, members);
    const Activities = members.map((member) => {
      Object.assign(member, { lifecycle: 'EnteringStandby', standbyAt: call.now + call.world.delays.standbyMs });
      delete member.failingSince;
      return activityView(group, note(call, group, `Moving EC2 instance to Standby: ${member.instanceId}`));
    });
    return { Activities };
  },

  ExitStandby: (input, call) => {
    const group = findGroup(call.region, input.AutoScalingGroupName);
    const members = movable(group, input.InstanceIds, 'Standby');
    if (group.desired + members.length > group.max && Object.keys(group.members).length > group.max)
      throw invalid(`AutoScalingGroup ${group.name} has max-size=${group.max}.`);
    register(call, group, members);
    const Activities = members.map((member) => {
      member.lifecycle = 'InService';
      return activityView(group, note(call, group, `Moving EC2 instance out of Standby: ${member.instanceId}`));
    });
    return { Activities };
  },

  DetachInstances: (input, call) => {
    const group = findGroup(call.region, input.AutoScalingGroupName);
    const members = findMembers(group, input.InstanceIds);
    shrink(group, members.length, input.ShouldDecrementDesiredCapacity);
    deregister(call, group, members);
    const Activities = members.map((member) => {
      delete group.members[member.instanceId];
      return activityView(group, note(call, group, `Detaching EC2 instance: ${member.instanceId}`));
    });
    return { Activities };
  },

  SetInstanceProtection: (input, { region }) => {
    const { AutoScalingGroupName, InstanceIds, ProtectedFromScaleIn = false } = input;
    for (const member of findMembers(findGroup(region, AutoScalingGroupName), InstanceIds))
      member.protectedFromScaleIn = ProtectedFromScaleIn;
    return {};
  },
};
