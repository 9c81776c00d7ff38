import { expect, test } from 'vitest';
import { type Bench, benchWith, regionOf } from './harness.ts';

const find = async (bench: Bench) =>
  (await bench.action('cloudwatch.find-alarms', { instanceId: bench.id }).run())['alarms'];

test('only alarms of this instance that would act on it are found', async () => {
  await using bench = await benchWith('alarm-reboots');
  bench.range.world.pageSize = 1;
  const { alarms } = regionOf(bench);
  const [reboot] = Object.values(alarms);
  if (!reboot) throw new Error('the scenario has no alarm');
  alarms['tells'] = { ...reboot, name: 'tells', actions: ['arn:aws:sns:us-west-2:111122223333:on-call'] };
  alarms['others'] = { ...reboot, name: 'others', instanceId: 'i-0123456789abcdef0' };
  const old = 'arn:aws:swf:us-west-2:111122223333:action/actions/AWS_EC2.InstanceId.Reboot/1.0';
  alarms['old-form'] = { ...reboot, name: 'old-form', actions: [old] };
  expect(await find(bench)).toEqual([reboot.name, 'old-form']);
  await using quiet = await benchWith('lean');
  expect(await find(quiet)).toBeUndefined();
});
test('their actions go off, are noticed when they are back on, and only those that acted act again', async () => {
  await using bench = await benchWith('alarm-reboots');
  const { alarms } = regionOf(bench);
  const [reboot] = Object.values(alarms);
  if (!reboot) throw new Error('the scenario has no alarm');
  alarms['off'] = { ...reboot, name: 'off', actionsEnabled: false };
  const action = bench.action('cloudwatch.silence-alarms', { alarms: await find(bench) });
  const { before, output, verdict } = await action.change();
  expect(verdict.is).toBe('holds');
  expect(reboot.actionsEnabled).toBe(false);
  await action.release(before, output);
  expect(reboot.actionsEnabled).toBe(true);
  expect(alarms['off']?.actionsEnabled).toBe(false);
  expect(await action.see()).toEqual(before);
  expect((await action.verify(output)).is).toBe('does not hold');
});
