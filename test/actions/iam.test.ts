import { afterAll, expect, test } from 'vitest';
import { CallFailed, type Door, openDoor } from '../../src/aws/index.ts';
import { accountOf, type Bench, benchWith, described, isolated, regionOf } from './harness.ts';

const HOUR = 3_600_000;
const doors: Door[] = [];
afterAll(() => doors.forEach((door) => door.close()));

/** What AWS answers to a call made with an instance's own credentials. */
const callAs = async ({ range }: Bench, credentials: ReturnType<Bench['range']['instanceCredentials']>) => {
  const door = openDoor({ mode: 'drill', endpoint: range.endpoint, region: range.region, dryRun: false, credentials });
  doors.push(door);
  const calls = ['ssm:DescribeInstanceInformation'] as const;
  const aws = door.open({ signal: AbortSignal.timeout(10_000), calls, made: () => undefined });
  return aws('ssm:DescribeInstanceInformation', {}).then(
    () => 'allowed',
    (error: unknown) => (error instanceof CallFailed ? error.failure.reason : 'broken'),
  );
};
const roleOf = async (bench: Bench) => {
  const { profileArn } = await described(bench);
  return bench.action('iam.find-role', { profileArn }).run();
};
/** The instance may call what the test calls. */
const allowAll = (bench: Bench): void => {
  for (const role of Object.values(accountOf(bench).roles))
    role.policies['all'] = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    });
};
const denyOn = async (bench: Bench, wishes: Parameters<Bench['action']>[2] = {}) => {
  const { roleName, roleId } = await roleOf(bench);
  return bench.action('iam.deny-instance-sessions', { roleName, roleId, instanceId: bench.id }, wishes);
};
const revokeOn = async (bench: Bench, wishes: Parameters<Bench['action']>[2] = {}) => {
  const { roleName, maxSessionSeconds } = await roleOf(bench);
  return bench.action('iam.revoke-role-sessions', { roleName, maxSessionSeconds, instanceId: bench.id }, wishes);
};

test('the role is found behind a profile of another name', async () => {
  await using bench = await benchWith('profile-name-differs');
  const { profileArn } = await described(bench);
  const role = await roleOf(bench);
  expect(profileArn).not.toContain(String(role['roleName']));
  expect(accountOf(bench).roles[String(role['roleName'])]?.id).toBe(role['roleId']);
});
test('a profile without a role has none, which is no failure', async () => {
  await using bench = await benchWith('lean');
  for (const profile of Object.values(accountOf(bench).profiles)) profile.roles = [];
  expect(await roleOf(bench)).toEqual({ maxSessionSeconds: 3600 });
});
test('everybody else on the role is counted: nine instances, and who else may assume it', async () => {
  await using bench = await benchWith('shared-role');
  const { roleName } = await roleOf(bench);
  const action = bench.action('iam.find-sharers', { roleName, instanceId: bench.id });
  const found = await action.run();
  expect(found).toMatchObject({ others: 9, principals: [], unread: [] });
  expect(found['instances']).toHaveLength(9);
  expect(String(found['instances'])).not.toContain(bench.id);
  const role = accountOf(bench).roles[String(roleName)];
  const trust = {
    Statement: [{ Effect: 'Allow', Principal: { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] } }],
  };
  if (role) role.trust = JSON.stringify(trust);
  expect(await action.run()).toMatchObject({ others: 10, principals: ['lambda.amazonaws.com'] });
});
test('a region that can’t be read counts as somebody', async () => {
  const operation = 'DescribeIamInstanceProfileAssociations';
  const faults = [{ service: 'EC2', operation, region: 'eu-west-1', kind: 'access-denied' }] as const;
  await using bench = await benchWith({ scenario: 'lean', faults });
  const { roleName } = await roleOf(bench);
  const found = await bench.action('iam.find-sharers', { roleName, instanceId: bench.id }).run();
  expect(found).toMatchObject({ others: 1, unread: ['eu-west-1'] });
});

test('only this instance’s sessions are denied, old and new; the others on the role go on working', async () => {
  await using bench = await benchWith('shared-role');
  allowAll(bench);
  const other = Object.keys(regionOf(bench).instances).find((id) => id !== bench.id) ?? '';
  const old = bench.range.instanceCredentials(bench.id);
  expect(await callAs(bench, old)).toBe('allowed');
  const { verdict } = await (await denyOn(bench)).change();
  expect(verdict.is).toBe('holds');
  expect(await callAs(bench, old)).toBe('denied');
  expect(await callAs(bench, bench.range.instanceCredentials(bench.id))).toBe('denied');
  expect(await callAs(bench, bench.range.instanceCredentials(other))).toBe('allowed');
});
test('a deny that somebody weakened or took away does not hold', async () => {
  await using bench = await benchWith('lean');
  const action = await denyOn(bench);
  const { output } = await action.change();
  const { roleName } = await roleOf(bench);
  const policies = accountOf(bench).roles[String(roleName)]?.policies ?? {};
  const name = String(output['policyName']);
  const text = policies[name] ?? '';
  policies[name] = text.replace('"Action":"*"', '"Action":["*"]');
  expect((await action.verify(output)).is).toBe('holds');
  policies[name] = text.replace('"Action":"*"', '"Action":"s3:*"');
  expect((await action.verify(output)).is).toBe('does not hold');
  delete policies[name];
  expect((await action.verify(output)).is).toBe('does not hold');
});
test('the deny is kept until what was stolen has expired, unless the alert was wrong', async () => {
  await using bench = await benchWith('lean');
  const action = await denyOn(bench);
  const { before, output } = await action.change();
  expect(await action.release(before, output)).toMatchObject({ kept: expect.stringContaining('until') });
  expect((await action.verify(output)).is).toBe('holds');
  const later = await denyOn(bench, { now: () => new Date(Date.now() + 6 * HOUR + 60_000) });
  expect(await later.release(before, output)).toBeUndefined();
  expect(await action.see()).toEqual(before);
  await action.run(before);
  const wrong = await denyOn(bench, { choices: { cutConnections: false, falsePositive: true, unattended: false } });
  expect(await wrong.release(before, output)).toBeUndefined();
  expect(await action.see()).toEqual(before);
  expect(await wrong.release(before, output)).toBeUndefined();
});

test('a role-wide revoke says unproven while the instance can still get newer credentials', async () => {
  await using bench = await benchWith('lean');
  const action = await revokeOn(bench);
  expect((await action.change()).verdict).toMatchObject({
    is: 'unproven',
    because: expect.stringContaining('profile'),
  });
  await bench.action('ec2.remove-profile', { instanceId: bench.id }).change();
  const { output, verdict } = await action.change();
  expect(verdict).toMatchObject({ is: 'unproven', because: expect.stringContaining('metadata') });
  await bench.action('ec2.disable-metadata', { instanceId: bench.id }).change();
  expect((await action.verify(output)).is).toBe('holds');
});
test('its cut-off is later than the removal of profile and metadata, in UTC, and denies what was issued before', async () => {
  await using bench = await benchWith('lean');
  allowAll(bench);
  const stolen = bench.range.instanceCredentials(bench.id);
  const action = await revokeOn(bench);
  await bench.action('ec2.remove-profile', { instanceId: bench.id }).change();
  await bench.action('ec2.disable-metadata', { instanceId: bench.id }).change();
  const off = new Date().toISOString();
  const { output, verdict } = await action.change();
  expect(verdict.is).toBe('holds');
  expect(String(output['cutoff']) >= off).toBe(true);
  expect(String(output['cutoff'])).toMatch(/Z$/);
  expect(await callAs(bench, stolen)).toBe('denied');
});
test('a revoke is kept until the longest session is over, at least the six hours of an instance', async () => {
  await using bench = await benchWith('lean');
  for (const role of Object.values(accountOf(bench).roles)) role.maxSessionSeconds = 12 * 3600;
  const action = await revokeOn(bench);
  const { before, output } = await action.change();
  const at = async (hours: number) =>
    (await revokeOn(bench, { now: () => new Date(Date.now() + hours * HOUR) })).release(before, output);
  expect(await at(7)).toHaveProperty('kept');
  expect(await at(13)).toBeUndefined();
  expect(await action.see()).toEqual(before);
});
test('of a terminated instance nothing can be had any more, so that a revoke holds', async () => {
  await using bench = await benchWith('lean');
  const action = await revokeOn(bench);
  Object.assign(regionOf(bench).instances[bench.id] ?? {}, { state: 'terminated' });
  expect((await action.change()).verdict.is).toBe('holds');
});

test('profile and metadata service go off, are noticed when they are back, and are put back as they were', async () => {
  await using bench = await benchWith('lean');
  await isolated(bench);
  for (const id of ['ec2.remove-profile', 'ec2.disable-metadata']) {
    const action = bench.action(id, { instanceId: bench.id });
    const { before, output, verdict } = await action.change();
    expect(verdict.is).toBe('holds');
    await action.release(before, output);
    expect(await action.see()).toEqual(before);
    expect((await action.verify(output)).is).toBe('does not hold');
  }
});
test('a metadata service that is still being switched off does not hold yet', async () => {
  await using bench = await benchWith('lean');
  const action = bench.action('ec2.disable-metadata', { instanceId: bench.id });
  const { output } = await action.change();
  const metadata = regionOf(bench).instances[bench.id]?.metadata;
  if (metadata) metadata.appliedAt = Date.now() + 60_000;
  expect(await action.verify(output)).toMatchObject({ because: expect.stringContaining('pending') });
});
