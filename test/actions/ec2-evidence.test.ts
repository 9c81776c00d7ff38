import { expect, test } from 'vitest';
import { benchWith, described, regionOf } from './harness.ts';

test('an instance is read in three requests side by side, with every interface and what it lacks left out', async () => {
  await using bench = await benchWith('two-interfaces-three-volumes');
  const instance = await described(bench);
  expect(bench.made.map(({ call }) => call).toSorted()).toEqual([
    'ec2:DescribeInstanceAttribute',
    'ec2:DescribeInstances',
    'ec2:DescribeNetworkInterfaces',
  ]);
  expect(instance.interfaces).toHaveLength(2);
  expect(instance).toMatchObject({
    state: 'running',
    live: bench.id,
    hasProfile: true,
    ownerProtection: 'off',
    hasManaged: false,
  });
});
test('a terminated instance is live no more, and nothing that is to be isolated is named', async () => {
  await using bench = await benchWith('already-terminated');
  const instance = await described(bench);
  expect(instance).toMatchObject({ state: 'terminated', isLive: false, hasProfile: false, addresses: [] });
  for (const name of ['live', 'interfaces', 'vpcIds', 'withVolumes', 'protectable', 'withProfile'])
    expect(instance).not.toHaveProperty(name);
});
test('an id that AWS does not know is a failure of its own kind', async () => {
  await using bench = await benchWith('lean');
  const unknown = bench.action('ec2.describe-instance', { instanceId: 'i-0123456789abcdef0' }).run();
  await expect(unknown).rejects.toMatchObject({ failure: { reason: 'not-found' } });
});
test('an instance that may not be asked for its protection is read all the same', async () => {
  const faults = [{ service: 'EC2', operation: 'DescribeInstanceAttribute', kind: 'access-denied' }] as const;
  await using bench = await benchWith({ scenario: 'lean', faults });
  expect(await described(bench)).toMatchObject({ live: bench.id, ownerProtection: 'unknown' });
});
test('a Spot instance is not to be protected, and an interface of a service is not to be moved', async () => {
  await using bench = await benchWith('two-interfaces-three-volumes');
  const region = regionOf(bench);
  Object.assign(region.instances[bench.id] ?? {}, { spot: true });
  const second = Object.values(region.interfaces).find((one) => one.attachment?.deviceIndex === 1);
  if (second) second.requesterManaged = true;
  const instance = await described(bench);
  expect(instance).not.toHaveProperty('protectable');
  expect(instance).not.toHaveProperty('stoppable');
  expect(instance.interfaces).toHaveLength(1);
  expect(instance).toMatchObject({ hasManaged: true, managed: [second?.id] });
});

test('all volumes are kept as one set, tagged, and found again by a later attempt', async () => {
  await using bench = await benchWith('two-interfaces-three-volumes');
  const input = { instanceId: bench.id };
  const first = bench.action('ec2.snapshot-volumes', input, { key: 'snapshot-every-volume' });
  expect(await first.find()).toBeUndefined();
  const made = await first.run();
  expect(made['snapshotIds']).toHaveLength(3);
  const again = bench.action('ec2.snapshot-volumes', input, { key: 'snapshot-every-volume#2' });
  expect(new Set((await again.find())?.['snapshotIds'] as string[])).toEqual(new Set(made['snapshotIds'] as string[]));
  const other = bench.action('ec2.snapshot-volumes', input, { key: 'another-step' });
  expect(await other.find()).toBeUndefined();
  expect(bench.range.record.of('EC2', 'CreateSnapshots')).toHaveLength(1);
});
test('snapshots whose answer was lost are found, not made twice', async () => {
  const faults = [{ service: 'EC2', operation: 'CreateSnapshots', kind: 'reset', when: 'after', times: 1 }] as const;
  await using bench = await benchWith({ scenario: 'lean', faults });
  const action = bench.action('ec2.snapshot-volumes', { instanceId: bench.id });
  await expect(action.run()).rejects.toMatchObject({ failure: { reason: 'unreachable' } });
  expect((await action.find())?.['snapshotIds']).toHaveLength(2);
  expect(Object.keys(regionOf(bench).snapshots)).toHaveLength(2);
});
test('snapshots are locked once, and waited for until all are complete', async () => {
  await using bench = await benchWith('lean');
  const { snapshotIds } = await bench.action('ec2.snapshot-volumes', { instanceId: bench.id }).run();
  const lock = bench.action('ec2.lock-snapshots', { snapshotIds, days: 1 });
  expect(await lock.find()).toBeUndefined();
  await lock.run();
  expect(await lock.find()).toEqual({ locked: snapshotIds, days: 1 });
  expect(Object.values(regionOf(bench).snapshots).map(({ lock: held }) => held?.mode)).toEqual([
    'governance',
    'governance',
  ]);
  const [first] = Object.values(regionOf(bench).snapshots);
  if (first) first.completesAt = Date.now() + 60_000;
  const waiting = await bench.action('ec2.await-snapshots', { snapshotIds }).run();
  expect(waiting).toMatchObject({ pending: [first?.id], progress: '1 of 2 complete' });
  if (first) first.failed = true;
  if (first) first.completesAt = 0;
  await expect(bench.action('ec2.await-snapshots', { snapshotIds }).run()).rejects.toThrow(/failed/);
});
test('the volumes that outlived a terminated instance are found by when and where they were made', async () => {
  await using bench = await benchWith('already-terminated');
  const { volumes } = await bench.action('ec2.find-surviving-volumes', { instanceId: bench.id }).run();
  expect(volumes).toEqual(Object.keys(regionOf(bench).volumes));
  expect(volumes).toHaveLength(1);
  const action = bench.action('ec2.snapshot-volume', { volumeId: (volumes as string[])[0] });
  expect(await action.find()).toBeUndefined();
  const made = await action.run();
  expect(await action.find()).toEqual(made);
});

test('protections are put on, noticed when they go, and put back as they were', async () => {
  await using bench = await benchWith('two-interfaces-three-volumes');
  const instance = regionOf(bench).instances[bench.id];
  if (!instance) throw new Error('no instance');
  instance.shutdownBehavior = 'terminate';
  const devices = structuredClone(instance.devices);
  for (const id of ['ec2.protect-termination', 'ec2.stop-on-shutdown', 'ec2.keep-volumes']) {
    const action = bench.action(id, { instanceId: bench.id });
    const { before, output, verdict } = await action.change();
    expect(verdict.is).toBe('holds');
    await action.release(before, output);
    expect(await action.see()).toEqual(before);
    expect((await action.verify(output)).is).toBe('does not hold');
  }
  expect(instance).toMatchObject({ shutdownBehavior: 'terminate', terminationProtected: false });
  expect(instance.devices).toEqual(devices);
});

test('the console output is kept as a file of the case, without what looks like a secret', async () => {
  await using bench = await benchWith('lean');
  const instance = regionOf(bench).instances[bench.id];
  if (instance) instance.consoleOutput = 'login: ok\nGATEWAY_TOKEN=3f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a\n';
  const kept = await bench.action('ec2.read-console', { instanceId: bench.id }).run();
  expect(kept).toMatchObject({ file: 'evidence/console.txt', latest: true });
  expect(bench.files.get('console.txt')).toContain('login: ok');
  expect(bench.files.get('console.txt')).not.toContain('3f9a8b7c6d5e');
});

test('nothing is terminated while a volume lacks a completed snapshot', async () => {
  await using bench = await benchWith('lean');
  const { snapshotIds } = await bench.action('ec2.snapshot-volumes', { instanceId: bench.id }).run();
  const [first, second] = snapshotIds as string[];
  const terminate = (completed: readonly unknown[]) =>
    bench.action('ec2.terminate-instance', { instanceId: bench.id, completed, ownerProtection: 'on' });
  await expect(terminate([]).run()).rejects.toThrow(/no completed snapshot/);
  await expect(terminate([first]).run()).rejects.toThrow(/no completed snapshot/);
  const snapshot = regionOf(bench).snapshots[second ?? ''];
  if (snapshot) snapshot.completesAt = Date.now() + 60_000;
  await expect(terminate([first, second]).run()).rejects.toThrow(/no completed snapshot/);
  expect(bench.range.record.of('EC2', 'TerminateInstances')).toEqual([]);
});
test('termination lifts our own protection, and says that its owner had one too', async () => {
  await using bench = await benchWith('lean');
  await bench.action('ec2.protect-termination', { instanceId: bench.id }).change();
  const { snapshotIds } = await bench.action('ec2.snapshot-volumes', { instanceId: bench.id }).run();
  const action = bench.action('ec2.terminate-instance', {
    instanceId: bench.id,
    completed: snapshotIds,
    ownerProtection: 'on',
  });
  expect(await action.gone()).toBe(false);
  expect(await action.run()).toMatchObject({ state: 'shutting-down', liftedOwners: true });
  expect(bench.said.join()).toContain('owner’s own termination protection was on');
  expect(await action.gone()).toBe(true);
});
