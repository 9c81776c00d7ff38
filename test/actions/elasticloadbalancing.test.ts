import { expect, test } from 'vitest';
import { type Bench, benchWith, described, regionOf } from './harness.ts';

const found = async (bench: Bench) => {
  const { privateAddresses } = await described(bench);
  const action = bench.action('elasticloadbalancing.find-targets', { instanceId: bench.id, privateAddresses });
  return (await action.run())['targets'] as { targetGroupArn: string; targetId: string; port: number }[];
};
const pick = (target: { targetGroupArn: string; targetId: string; port: number } | undefined) => ({
  targetGroupArn: target?.targetGroupArn,
  targetId: target?.targetId,
  port: target?.port,
});

test('an instance is found behind a load balancer, page by page, and only where it is registered', async () => {
  await using bench = await benchWith('auto-scaling-group');
  bench.range.world.pageSize = 1;
  const { targetGroups } = regionOf(bench);
  const [group] = Object.values(targetGroups);
  if (!group) throw new Error('the scenario has no target group');
  targetGroups[`${group.arn}x`] = { ...group, arn: `${group.arn}x`, name: 'other', targets: [] };
  targetGroups[`${group.arn}y`] = {
    ...group,
    arn: `${group.arn}y`,
    name: 'twice',
    targets: [{ id: bench.id, port: 81 }],
  };
  expect((await found(bench)).map(({ targetGroupArn, port }) => [targetGroupArn, port])).toEqual([
    [group.arn, 18_789],
    [`${group.arn}y`, 81],
  ]);
});
test('it gets no new requests, and is registered again by the release', async () => {
  await using bench = await benchWith('auto-scaling-group');
  const [target] = await found(bench);
  const action = bench.action('elasticloadbalancing.deregister-target', pick(target));
  const { before, output, verdict } = await action.change();
  expect(before).toEqual({ registered: true });
  expect(verdict.is).toBe('holds');
  await action.release(before, output);
  expect(await action.see()).toEqual(before);
  expect((await action.verify(output)).is).toBe('does not hold');
});
test('what was out already is not registered by the release', async () => {
  await using bench = await benchWith('auto-scaling-group');
  const [target] = await found(bench);
  const action = bench.action('elasticloadbalancing.deregister-target', pick(target));
  await action.change();
  const again = await action.change();
  expect(again.before).toEqual({ registered: false });
  await action.release(again.before, again.output);
  expect(bench.range.record.of('Elastic Load Balancing v2', 'RegisterTargets')).toEqual([]);
});
test('a Network Load Balancer in front keeps connections from being provably cut', async () => {
  await using bench = await benchWith('auto-scaling-group');
  const { interfaces, privateAddresses } = await described(bench);
  const trace = async () => {
    const action = bench.action('ec2.trace-paths', { instanceId: bench.id, interfaces, privateAddresses });
    return ((await action.run())['paths'] as { cuttable: boolean; why: string }[])[0];
  };
  expect(await trace()).toMatchObject({ cuttable: true });
  for (const group of Object.values(regionOf(bench).targetGroups)) group.protocol = 'TCP';
  expect(await trace()).toMatchObject({ cuttable: false, why: expect.stringContaining('Network') });
});
