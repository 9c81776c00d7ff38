import { expect, test } from 'vitest';
import { benchWith, type Bench, regionOf } from './harness.ts';

const groupIn = (bench: Bench) => {
  const [group] = Object.values(regionOf(bench).scalingGroups);
  const member = group?.members[bench.id];
  if (!group || !member) throw new Error('the scenario has no group');
  return { group, member };
};
const hold = async (bench: Bench) => {
  const { group } = await bench.action('autoscaling.find-group', { instanceId: bench.id }).run();
  return bench.action('autoscaling.hold-instance', { instanceId: bench.id, group });
};

test('a lone instance is in no group', async () => {
  await using bench = await benchWith('lean');
  expect(await bench.action('autoscaling.find-group', { instanceId: bench.id }).run()).toEqual({});
});
test('the instance goes to Standby, and the group works as before', async () => {
  await using bench = await benchWith('auto-scaling-group');
  const { group, member } = groupIn(bench);
  group.suspended = ['AZRebalance'];
  const action = await hold(bench);
  const { output, verdict } = await action.change();
  expect(output).toEqual({ resumed: true });
  expect(verdict.is).toBe('holds');
  expect(member.lifecycle).toBe('Standby');
  expect(group.suspended).toEqual(['AZRebalance']);
  const asked = bench.range.record.of('Auto Scaling', 'EnterStandby').map(({ input }) => input);
  expect(asked).toMatchObject([{ ShouldDecrementDesiredCapacity: false }]);
});
test('it comes back into service, and a process that its owner had suspended stays so', async () => {
  await using bench = await benchWith('auto-scaling-group');
  const { group } = groupIn(bench);
  group.suspended = ['AZRebalance'];
  group.max = 5;
  const action = await hold(bench);
  const { before, output } = await action.change();
  await action.release(before, output);
  expect(await action.see()).toEqual(before);
  expect((await action.verify(output)).is).toBe('does not hold');
});
test('while Standby takes its time the processes stay suspended, and that is a guard too', async () => {
  await using bench = await benchWith('auto-scaling-group');
  bench.range.world.delays.standbyMs = 60_000;
  const { group } = groupIn(bench);
  const action = await hold(bench);
  const { output, verdict } = await action.change();
  expect(output).toEqual({ resumed: false });
  expect(verdict).toMatchObject({ is: 'holds', detail: expect.stringContaining('entering Standby') });
  expect(group.suspended.toSorted()).toEqual(['AZRebalance', 'ReplaceUnhealthy', 'Terminate']);
  group.suspended = [];
  expect((await action.verify(output)).is).toBe('does not hold');
});
test('an instance that the group holds for unhealthy already is said to be', async () => {
  await using bench = await benchWith('auto-scaling-group');
  Object.assign(groupIn(bench).member, { health: 'Unhealthy', terminatesAt: Date.now() + 60_000 });
  await (await hold(bench)).change();
  expect(bench.said.join()).toContain('Unhealthy');
});
