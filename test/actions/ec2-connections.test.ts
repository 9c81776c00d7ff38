import { expect, test } from 'vitest';
import { groupName } from '../../src/actions/shared/isolation.ts';
import type { Choices } from '../../src/language/index.ts';
import { type Bench, benchWith, CASE, described, isolated, regionOf } from './harness.ts';

const pathsOf = async (bench: Bench) => {
  const { interfaces, privateAddresses } = await described(bench);
  const traced = await bench.action('ec2.trace-paths', { instanceId: bench.id, interfaces, privateAddresses }).run();
  return traced['paths'] as { cuttable: boolean; why: string }[];
};
const detach = async (bench: Bench): Promise<void> => {
  for (const { allocationId, interfaceId } of (await described(bench)).addresses)
    await bench.action('ec2.detach-address', { allocationId, interfaceId }).change();
};
const cutOn = async (bench: Bench, choices: Partial<Choices> = {}) =>
  bench.action(
    'ec2.cut-connections',
    { instanceId: bench.id, paths: await pathsOf(bench) },
    { choices: { cutConnections: false, falsePositive: false, unattended: false, ...choices } },
  );
const swaps = (bench: Bench) =>
  bench.range.record
    .of('EC2', 'ModifyNetworkInterfaceAttribute')
    .map(({ input }) => (input as { Groups?: string[] }).Groups?.join());
const denyOf = async (bench: Bench): Promise<string> => {
  const { vpcIds } = await described(bench);
  return String((await bench.action('ec2.make-isolation-group', { vpcId: vpcIds[0] }).see())['groupId']);
};

test('where every path can be cut: deny, open for a moment, deny, and nothing open is left', async () => {
  await using bench = await benchWith('lean');
  await isolated(bench);
  await detach(bench);
  const { output, after, verdict } = await (await cutOn(bench)).change();
  expect(output).toMatchObject({ proven: true, uncut: [] });
  expect(verdict.is).toBe('holds');
  expect(after['open']).toEqual([]);
  const deny = await denyOf(bench);
  const [first, open, last] = swaps(bench);
  expect([first, last]).toEqual([deny, deny]);
  expect(open).not.toBe(deny);
});
test('the open group admits everything, both families and both directions, beside what a new group has', async () => {
  await using bench = await benchWith('lean');
  await isolated(bench);
  await detach(bench);
  await (await cutOn(bench)).change();
  const asked = (operation: string) =>
    JSON.stringify(bench.range.record.of('EC2', operation).map(({ input }) => input));
  expect(asked('AuthorizeSecurityGroupIngress')).toMatch(/0\.0\.0\.0\/0.*::\/0/);
  expect(asked('AuthorizeSecurityGroupEgress')).toContain('::/0');
  expect(bench.range.record.entries.filter(({ error }) => error?.code.includes('Duplicate'))).toEqual([]);
});
test('through NAT nothing is opened and the connections are unproven', async () => {
  await using bench = await benchWith('nat-path');
  await isolated(bench);
  const { output, verdict } = await (await cutOn(bench)).change();
  expect(output['proven']).toBe(false);
  expect(verdict).toMatchObject({ is: 'unproven', because: expect.stringContaining('nat-') });
  expect(swaps(bench)).toHaveLength(1);
});
test('with a public address nothing is opened unless a person said so', async () => {
  await using bench = await benchWith('autoassigned-address');
  await isolated(bench);
  const { verdict } = await (await cutOn(bench)).change();
  expect(verdict).toMatchObject({ is: 'unproven', because: expect.stringContaining('public address') });
  expect(swaps(bench)).toHaveLength(1);
  expect((await (await cutOn(bench, { cutConnections: true })).change()).verdict.is).toBe('holds');
});
test('a public address that is still there keeps it shut, also where it is an Elastic IP', async () => {
  await using bench = await benchWith('lean');
  await isolated(bench);
  expect((await (await cutOn(bench)).change()).output['proven']).toBe(false);
});
test('a run that nobody started by hand opens nothing, whatever was chosen', async () => {
  await using bench = await benchWith('lean');
  await isolated(bench);
  await detach(bench);
  const { verdict } = await (await cutOn(bench, { unattended: true, cutConnections: true })).change();
  expect(verdict.is).toBe('unproven');
  expect(swaps(bench)).toHaveLength(1);
});
test('an interface that is not isolated is never opened', async () => {
  await using bench = await benchWith('lean');
  await isolated(bench);
  await detach(bench);
  const cut = await cutOn(bench);
  bench.range.control.putGroupsBack(bench.id);
  const before = swaps(bench).length;
  const { verdict } = await cut.change();
  expect(verdict).toMatchObject({ is: 'does not hold' });
  expect(swaps(bench)).toHaveLength(before);
});
test('an interface that a crash left open is denied before anything else', async () => {
  await using bench = await benchWith('lean');
  const { vpcIds } = await isolated(bench);
  await detach(bench);
  const cut = await cutOn(bench, { unattended: true });
  const region = regionOf(bench);
  const id = 'sg-0123456789abcdef0';
  const name = groupName({ caseId: CASE }, vpcIds[0] ?? '', 'open');
  region.groups[id] = { id, name, description: name, vpcId: vpcIds[0] ?? '', rules: [], tags: {} };
  for (const one of Object.values(region.interfaces)) if (one.attachment?.instanceId === bench.id) one.groups = [id];
  const { verdict } = await cut.change();
  expect(swaps(bench).at(-1)).toBe(await denyOf(bench));
  expect(verdict).toMatchObject({ is: 'unproven' });
});
test('deny goes back on when the look between open and deny fails', async () => {
  const faults = [{ service: 'EC2', operation: 'DescribeNetworkInterfaces', kind: 'access-denied', after: 9 }] as const;
  await using bench = await benchWith('lean');
  await isolated(bench);
  await detach(bench);
  const cut = await cutOn(bench);
  const before = await cut.see();
  bench.range.faults.add({ ...faults[0], after: 1 });
  await expect(cut.run(before)).rejects.toMatchObject({ failure: { reason: 'denied' } });
  bench.range.faults.clear();
  expect(swaps(bench).at(-1)).toBe(await denyOf(bench));
});
test('deny goes back on although the step’s time is up while the interface is open', async () => {
  await using bench = await benchWith('lean');
  await isolated(bench);
  await detach(bench);
  const paths = await pathsOf(bench);
  const time = new AbortController();
  const cut = bench.action('ec2.cut-connections', { instanceId: bench.id, paths }, { signal: time.signal });
  const before = await cut.see();
  bench.range.faults.add({ service: 'EC2', operation: 'DescribeNetworkInterfaces', kind: 'hang', after: 1 });
  const running = cut.run(before);
  await expect.poll(() => swaps(bench).length, { timeout: 10_000 }).toBe(2);
  time.abort();
  await expect(running).rejects.toMatchObject({ failure: { reason: 'unreachable' } });
  bench.range.faults.clear();
  expect(swaps(bench)).toHaveLength(3);
  expect(swaps(bench).at(-1)).toBe(await denyOf(bench));
});
test('a group left open by a lost run goes with the release', async () => {
  await using bench = await benchWith('lean');
  const { vpcIds } = await isolated(bench);
  const cut = await cutOn(bench);
  const id = 'sg-0123456789abcdef0';
  const name = groupName({ caseId: CASE }, vpcIds[0] ?? '', 'open');
  regionOf(bench).groups[id] = { id, name, description: name, vpcId: vpcIds[0] ?? '', rules: [], tags: {} };
  await cut.release({ interfaces: [], open: [] });
  expect(regionOf(bench).groups).not.toHaveProperty(id);
});

test('paths through gateways that always track are named with their reason', async () => {
  await using bench = await benchWith('lean');
  const region = regionOf(bench);
  const table = Object.values(region.routeTables).find(({ subnets }) => subnets.length > 0);
  for (const [target, cuttable] of [
    ['tgw-0123456789abcdef0', false],
    ['eigw-0123456789abcdef0', false],
    ['vpce-0123456789abcdef0', false],
    ['pcx-0123456789abcdef0', true],
  ] as const) {
    table?.routes.push({ destination: '10.9.0.0/16', target });
    const [path] = await pathsOf(bench);
    expect({ target, cuttable: path?.cuttable }).toEqual({ target, cuttable });
    expect(path?.why.includes(target)).toBe(!cuttable);
    table?.routes.pop();
  }
});
test('what can’t be read leaves a path uncut, never unread', async () => {
  await using bench = await benchWith('lean');
  for (const [service, operation, says] of [
    ['EC2', 'DescribeRouteTables', 'route table'],
    ['EC2', 'DescribeVpcEndpoints', 'endpoints'],
    ['Elastic Load Balancing v2', 'DescribeTargetGroups', 'load balancers could not be read'],
  ] as const) {
    bench.range.faults.add({ service, operation, kind: 'access-denied' });
    const [path] = await pathsOf(bench);
    expect(path).toMatchObject({ cuttable: false, why: expect.stringContaining(says) });
    bench.range.faults.clear();
  }
});
