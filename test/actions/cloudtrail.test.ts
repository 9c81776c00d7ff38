import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { openDoor } from '../../src/aws/index.ts';
import type { RangeOptions } from '../../src/range/index.ts';
import { type Bench, benchWith, described, regionOf } from './harness.ts';

const review = async (bench: Bench, wishes: Parameters<Bench['action']>[2] = {}) => {
  const { interfaces } = await described(bench);
  const zone = 'us-west-2a';
  return bench.action('cloudtrail.review-activity', { instanceId: bench.id, zone, interfaces }, wishes).run();
};
const rowsOf = (bench: Bench) =>
  (bench.files.get('cloudtrail.jsonl') ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const lookups = (bench: Bench) => bench.range.record.of('CloudTrail', 'LookupEvents');

test('what the stolen session did is found in the incident’s region and in the global one', async () => {
  await using bench = await benchWith('compromised-instance');
  const found = await review(bench);
  const names = rowsOf(bench).map(({ name }) => name);
  expect(names).toContain('AuthorizeSecurityGroupIngress');
  expect(names).toContain('ListUsers');
  expect(found).toMatchObject({ truncated: false, gaps: [], ips: ['198.51.100.23'], byInstance: names.length });
  expect(found['suspectKeys']).toHaveLength(1);
  expect(found['roles']).toMatchObject([{ roleName: 'moltbot-role' }]);
  expect(rowsOf(bench).find(({ name }) => name === 'ListUsers')).toMatchObject({ error: 'AccessDenied', own: true });
});
test('what others did to the instance is found by its id, and told from what it did itself', async () => {
  await using bench = await benchWith('no-profile');
  const found = await review(bench);
  expect(found).toMatchObject({ byInstance: 0, suspectKeys: [], roles: [] });
  expect(rowsOf(bench).map(({ name }) => name)).toContain('ModifyInstanceAttribute');
});
test('keys and interfaces are looked up too where there is a trace, and cost nothing where there is none', async () => {
  const asked = (bench: Bench) => JSON.stringify(lookups(bench).map(({ input }) => input));
  await using bench = await benchWith('compromised-instance');
  const { suspectKeys } = await review(bench);
  expect(asked(bench)).toContain((suspectKeys as string[])[0]);
  expect(asked(bench)).toContain('"eni-');
  await using quiet = await benchWith('lean');
  await quiet.action('ec2.protect-termination', { instanceId: quiet.id }).change();
  const found = await review(quiet);
  expect(found).toMatchObject({ byInstance: 0, truncated: false });
  expect(asked(quiet)).not.toContain('"eni-');
});
test('who looked at it before the case, or rehearsed a change, has left no trace to follow; who changed it has', async () => {
  await using bench = await benchWith('lean');
  const asked = () => JSON.stringify(lookups(bench).map(({ input }) => input));
  const later = { caseId: ulid(Date.now() + 5_000) };
  const { endpoint, region, credentials } = bench.range;
  const door = openDoor({
    mode: 'drill',
    endpoint,
    region,
    dryRun: true,
    credentials: { accessKeyId: credentials.AWS_ACCESS_KEY_ID, secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY },
  });
  const calls = ['ec2:ModifyInstanceAttribute', 'ec2:DescribeInstances'] as const;
  const aws = door.open({ signal: AbortSignal.timeout(5_000), calls, made: () => undefined });
  await aws('ec2:DescribeInstances', { InstanceIds: [bench.id] });
  await aws('ec2:ModifyInstanceAttribute', { InstanceId: bench.id, DisableApiTermination: { Value: true } });
  expect(await review(bench, later)).not.toMatchObject({ events: 0 });
  expect(asked()).not.toContain('"eni-');
  await bench.action('ec2.protect-termination', { instanceId: bench.id }).change();
  await review(bench, later);
  expect(asked()).toContain('"eni-');
  door.close();
});
test('rows are in order, each once, and the file holds every one of them', async () => {
  await using bench = await benchWith('compromised-instance');
  const found = await review(bench);
  const rows = rowsOf(bench);
  const times = rows.map(({ at }) => String(at));
  expect(times).toEqual(times.toSorted());
  expect(new Set(rows.map(({ eventId }) => eventId)).size).toBe(rows.length);
  expect(found['events']).toBe(rows.length);
  expect(found['rows']).toEqual(rows);
});
test('all pages are read, and never more than two requests a second in a region', async () => {
  await using bench = await benchWith('compromised-instance');
  bench.range.world.pageSize = 3;
  const found = await review(bench);
  expect(found).toMatchObject({ truncated: false, events: 9 });
  expect(lookups(bench).filter(({ error }) => error?.code === 'ThrottlingException')).toEqual([]);
});
test('a region that can’t be read is a gap, said by name; where none can be read the step fails', async () => {
  const fault = { service: 'CloudTrail', operation: 'LookupEvents', kind: 'access-denied' } as const;
  const options: RangeOptions = { scenario: 'compromised-instance', faults: [{ ...fault, region: 'us-east-1' }] };
  await using bench = await benchWith(options);
  const found = await review(bench);
  expect(found).toMatchObject({ truncated: true });
  expect(String(found['gaps'])).toContain('us-east-1');
  bench.range.faults.add(fault);
  await expect(review(bench)).rejects.toThrow(/nothing could be read/);
});
test('the review looks back a day before the earliest sign', async () => {
  await using bench = await benchWith('lean');
  const since = new Date('2026-11-20T08:00:00Z');
  await review(bench, { since });
  const starts = lookups(bench).map(({ input }) => new Date((input as { StartTime: string }).StartTime).toISOString());
  expect(new Set(starts)).toEqual(new Set(['2026-11-19T08:00:00.000Z']));
});

test('it is said whether reads of data are recorded at all', async () => {
  await using bench = await benchWith('lean');
  const action = bench.action('cloudtrail.find-data-events', {});
  expect(await action.run()).toMatchObject({ recorded: false, says: expect.stringContaining('invisible') });
  const { trails } = regionOf(bench);
  for (const trail of Object.values(trails)) trail.dataEvents = true;
  expect(await action.run()).toMatchObject({ recorded: true });
  bench.range.faults.add({ service: 'CloudTrail', operation: 'GetEventSelectors', kind: 'access-denied' });
  expect(await action.run()).toMatchObject({ recorded: false, says: expect.stringContaining('not known') });
  for (const name of Object.keys(trails)) delete trails[name];
  expect(await action.run()).toMatchObject({ says: expect.stringContaining('no trail') });
});
