import { describe, expect, test } from 'vitest';
import { isolate } from './isolate.ts';
import { refusal, rig, until, type Rig } from './rig.ts';

const GROUP = 'moltbot-asg';

const stateOf = async ({ ec2, id }: Rig) =>
  (await ec2.describeInstances({ InstanceIds: [id] })).Reservations?.[0]?.Instances?.[0]?.State?.Name;

async function membersOf({ autoscaling }: Rig) {
  const { AutoScalingGroups } = await autoscaling.describeAutoScalingGroups({ AutoScalingGroupNames: [GROUP] });
  return AutoScalingGroups?.[0]?.Instances ?? [];
}

const lifecycleOf = async (one: Rig) =>
  (await membersOf(one)).find(({ InstanceId }) => InstanceId === one.id)?.LifecycleState;

const standby = (one: Rig, ShouldDecrementDesiredCapacity = true) =>
  one.autoscaling.enterStandby({ AutoScalingGroupName: GROUP, InstanceIds: [one.id], ShouldDecrementDesiredCapacity });

describe('an Auto Scaling group', () => {
  test('replaces a member which was isolated in service, whatever protects it', async () => {
    await using one = await rig('auto-scaling-group');
    await one.ec2.modifyInstanceAttribute({ InstanceId: one.id, DisableApiTermination: { Value: true } });
    await one.autoscaling.setInstanceProtection({
      AutoScalingGroupName: GROUP,
      InstanceIds: [one.id],
      ProtectedFromScaleIn: true,
    });
    await isolate(one);
    await until(
      () => stateOf(one),
      (state) => state === 'terminated',
    );
    const members = await until(
      () => membersOf(one),
      (all) => all.length === 2,
    );
    expect(members.map(({ InstanceId }) => InstanceId)).not.toContain(one.id);
    const { Activities = [] } = await one.autoscaling.describeScalingActivities({ AutoScalingGroupName: GROUP });
    expect(Activities.map(({ Description }) => Description?.split(':')[0])).toEqual([
      'Launching a new EC2 instance',
      'Terminating EC2 instance',
    ]);
    expect(one.range.record.writes().at(-1)).toMatchObject({
      operation: 'TerminateInstances',
      principal: 'autoscaling.amazonaws.com',
    });
  });

  test('leaves a member in Standby alone, and launches none for it when the desired size was lowered', async () => {
    await using one = await rig('auto-scaling-group');
    await standby(one);
    await until(
      () => lifecycleOf(one),
      (state) => state === 'Standby',
    );
    await isolate(one);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect([await stateOf(one), (await membersOf(one)).length]).toEqual(['running', 2]);
  });

  test('launches another for it when the desired size stays', async () => {
    await using one = await rig('auto-scaling-group');
    await standby(one, false);
    const members = await until(
      () => membersOf(one),
      (all) => all.length === 3,
    );
    expect(members.map(({ InstanceId }) => InstanceId)).toContain(one.id);
  });

  test('does not replace while the process is suspended in time; resumed, it does', async () => {
    await using one = await rig('auto-scaling-group');
    const processes = { AutoScalingGroupName: GROUP, ScalingProcesses: ['ReplaceUnhealthy', 'Terminate'] };
    await one.autoscaling.suspendProcesses(processes);
    await isolate(one);
    await until(
      () => membersOf(one),
      (all) => all.some(({ HealthStatus }) => HealthStatus === 'Unhealthy'),
    );
    await new Promise((resolve) => setTimeout(resolve, 1300));
    expect(await stateOf(one)).toBe('running');
    await one.autoscaling.resumeProcesses(processes);
    await until(
      () => stateOf(one),
      (state) => state === 'terminated',
    );
  });

  test('can’t be stopped by a suspension, or by Standby, once it has decided (c7n #8660)', async () => {
    await using one = await rig('auto-scaling-group');
    one.range.world.delays.replaceMs = 5000;
    await isolate(one);
    await until(
      () => lifecycleOf(one),
      (state) => state === 'Terminating',
    );
    await one.autoscaling.suspendProcesses({ AutoScalingGroupName: GROUP });
    expect((await refusal(standby(one))).message).toContain('Terminating');
    await until(
      () => stateOf(one),
      (state) => state === 'terminated',
    );
  });

  test('drains a member which goes into Standby from its target groups', async () => {
    await using one = await rig('auto-scaling-group');
    const { TargetGroups = [] } = await one.elbv2.describeTargetGroups({});
    const TargetGroupArn = TargetGroups[0]?.TargetGroupArn;
    const health = async () => {
      const { TargetHealthDescriptions = [] } = await one.elbv2.describeTargetHealth({
        TargetGroupArn,
        Targets: [{ Id: one.id }],
      });
      return TargetHealthDescriptions[0]?.TargetHealth?.State;
    };
    expect(await health()).toBe('healthy');
    await standby(one);
    expect(await health()).toBe('draining');
    await until(health, (state) => state === 'unused');
    await until(
      () => lifecycleOf(one),
      (state) => state === 'Standby',
    );
    await one.autoscaling.exitStandby({ AutoScalingGroupName: GROUP, InstanceIds: [one.id] });
    expect(await health()).toBe('healthy');
  });

  test('does not go below its smallest size', async () => {
    await using one = await rig('auto-scaling-group');
    const ids = (await membersOf(one)).map(({ InstanceId = '' }) => InstanceId);
    const detach = one.autoscaling.detachInstances({
      AutoScalingGroupName: GROUP,
      InstanceIds: ids,
      ShouldDecrementDesiredCapacity: true,
    });
    expect((await refusal(detach)).name).toMatch(/^ValidationError/);
  });
});

describe('a target group', () => {
  test('shows an isolated target as unhealthy, a deregistered one as draining and then not at all', async () => {
    await using one = await rig('auto-scaling-group');
    const { TargetGroups = [] } = await one.elbv2.describeTargetGroups({});
    const TargetGroupArn = TargetGroups[0]?.TargetGroupArn;
    const states = async () => {
      const { TargetHealthDescriptions = [] } = await one.elbv2.describeTargetHealth({ TargetGroupArn });
      return TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State);
    };
    await isolate(one);
    expect(await states()).toEqual(['unhealthy', 'healthy']);
    await one.elbv2.deregisterTargets({ TargetGroupArn, Targets: [{ Id: one.id }] });
    expect(await states()).toEqual(['draining', 'healthy']);
    await until(states, (all) => all.length === 1);
    expect((await one.elbv2.describeLoadBalancers({})).LoadBalancers).toHaveLength(1);
  });
});

describe('an alarm which reboots', () => {
  const reboots = ({ range }: Rig) => range.record.writes().filter(({ operation }) => operation === 'RebootInstances');

  test('reboots an isolated instance', async () => {
    await using one = await rig('alarm-reboots');
    await isolate(one);
    await until(
      async () => reboots(one),
      (all) => all.length === 1,
    );
    expect(reboots(one)[0]).toMatchObject({ principal: 'events.amazonaws.com', resources: [one.id] });
  });

  test('does not, when its actions are disabled first', async () => {
    await using one = await rig('alarm-reboots');
    const AlarmNames = ['moltbot-bedrock-instance-status'];
    await one.cloudwatch.disableAlarmActions({ AlarmNames });
    await isolate(one);
    const state = async () => (await one.cloudwatch.describeAlarms({ AlarmNames })).MetricAlarms?.[0];
    const alarm = await until(state, (answer) => answer?.StateValue === 'ALARM');
    expect([alarm?.ActionsEnabled, reboots(one)]).toEqual([false, []]);
  });
});

test('a stack tells its instance', async () => {
  await using one = await rig();
  const { Stacks = [] } = await one.cloudformation.describeStacks({ StackName: 'moltbot-bedrock' });
  expect(Stacks[0]?.Outputs).toEqual([{ OutputKey: 'InstanceId', OutputValue: one.id }]);
  const { StackResources } = await one.cloudformation.describeStackResources({ PhysicalResourceId: one.id });
  expect(StackResources?.[0]?.LogicalResourceId).toBe('Gateway');
  const error = await refusal(one.cloudformation.describeStacks({ StackName: 'other' }));
  expect(error).toMatchObject({
    name: expect.stringMatching(/^ValidationError/),
    message: 'Stack with id other does not exist',
  });
});
