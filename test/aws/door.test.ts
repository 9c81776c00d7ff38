import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Call, CallFailed, type Door, type Made, openDoor } from '../../src/aws/index.ts';
import { type Fault, type Range, startRange } from '../../src/range/index.ts';

let range: Range;
let door: Door;
let made: Made[];
const credentials = () => ({
  accessKeyId: range.credentials.AWS_ACCESS_KEY_ID,
  secretAccessKey: range.credentials.AWS_SECRET_ACCESS_KEY,
});
beforeAll(async () => {
  range = await startRange({ scenario: 'lean' });
  door = openDoor({
    mode: 'drill',
    endpoint: range.endpoint,
    region: range.region,
    dryRun: false,
    credentials: credentials(),
  });
});
afterAll(async () => {
  door.close();
  await range.stop();
});
beforeEach(() => {
  made = [];
  range.faults.clear();
});
const target = () => range.targets[0]?.instanceId ?? '';
const open = (calls: readonly Call[], ms = 10_000, through: Door = door) =>
  through.open({ signal: AbortSignal.timeout(ms), calls, made: (call) => void made.push(call) });
const failure = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CallFailed)) throw new Error(`expected a failed call, got ${String(error)}`);
  return error.failure;
};
const fault = (rule: Fault): void => {
  range.faults.add(rule);
};
const asked = (operation: string): number => range.record.of('EC2', operation).length;

test('a call that was not declared is refused before anything is sent', async () => {
  const before = range.record.entries.length;
  await expect(open(['ec2:DescribeInstances'])('ec2:TerminateInstances', { InstanceIds: [target()] })).rejects.toThrow(
    'was not declared',
  );
  expect(range.record.entries.length).toBe(before);
});

test('credentials are fetched once, not by each service and region', async () => {
  let fetched = 0;
  const counting = openDoor({
    mode: 'drill',
    endpoint: range.endpoint,
    region: range.region,
    dryRun: false,
    credentials: () => {
      fetched += 1;
      return Promise.resolve(credentials());
    },
  });
  const aws = open(['sts:GetCallerIdentity', 'ec2:DescribeInstances'], 10_000, counting);
  await aws('sts:GetCallerIdentity', {});
  await aws('ec2:DescribeInstances', {});
  await aws('ec2:DescribeInstances', {}, { region: 'us-east-1' });
  expect(fetched).toBe(1);
  counting.close();
});

test('a call carries its request id, region and tries to the journal, never its input', async () => {
  await open(['ec2:DescribeInstances'])('ec2:DescribeInstances', { InstanceIds: [target()] });
  expect(made).toEqual([
    {
      call: 'ec2:DescribeInstances',
      region: range.region,
      attempts: 1,
      ms: expect.any(Number),
      requestId: expect.any(String),
    },
  ]);
});

test.each(['html-200', 'empty-200'] as const)(
  'an answer that is not from AWS (%s) is a failure, not a success',
  async (kind) => {
    fault({ operation: 'ModifyInstanceAttribute', kind, times: 99 });
    const call = open(['ec2:ModifyInstanceAttribute'])('ec2:ModifyInstanceAttribute', {
      InstanceId: target(),
      DisableApiTermination: { Value: true },
    });
    expect(await failure(call)).toMatchObject({ reason: 'not-aws', call: 'ec2:ModifyInstanceAttribute' });
  },
);

test.each(['throttle', '5xx', 'html-500', 'reset'] as const)(
  'what may pass (%s) is tried again within the step’s time',
  async (kind) => {
    fault({ operation: 'DescribeVolumes', kind, times: 2 });
    await open(['ec2:DescribeVolumes'])('ec2:DescribeVolumes', {});
    expect(made[0]).toMatchObject({ attempts: 3 });
  },
);

test('a call that makes something is not repeated after a lost answer: its action looks for it first', async () => {
  const before = asked('CreateSecurityGroup');
  fault({ operation: 'CreateSecurityGroup', kind: 'reset', when: 'after', times: 1 });
  const vpc = Object.values(range.world.accounts[range.account]?.regions[range.region]?.vpcs ?? {})[0]?.id;
  const call = open(['ec2:CreateSecurityGroup'])('ec2:CreateSecurityGroup', {
    GroupName: 'door-test',
    Description: 'door-test',
    VpcId: vpc,
  });
  expect(await failure(call)).toMatchObject({ reason: 'unreachable', attempts: 1 });
  expect(asked('CreateSecurityGroup')).toBe(before + 1);
});

test('a call that makes something is repeated when it was throttled: that had no effect', async () => {
  fault({ operation: 'CreateSnapshots', kind: 'throttle', times: 1 });
  const { Snapshots = [] } = await open(['ec2:CreateSnapshots'])('ec2:CreateSnapshots', {
    InstanceSpecification: { InstanceId: target() },
  });
  expect(Snapshots.length).toBeGreaterThan(0);
  expect(made[0]).toMatchObject({ attempts: 2 });
});

test.each(['hang', 'trickle'] as const)('an answer that never ends (%s) is cut off at the step’s end', async (kind) => {
  fault({ operation: 'DescribeRouteTables', kind, times: 99 });
  const call = open(['ec2:DescribeRouteTables'], 400)('ec2:DescribeRouteTables', {});
  expect(await failure(call)).toMatchObject({ reason: 'unreachable', call: 'ec2:DescribeRouteTables' });
});

test('after the step’s end nothing is sent, but what must not be left out', async () => {
  const over = door.open({ signal: AbortSignal.abort(), calls: ['ec2:DescribeInstances'], made: () => undefined });
  const before = asked('DescribeInstances');
  expect(await failure(over('ec2:DescribeInstances', {}))).toMatchObject({ reason: 'unreachable', attempts: 0 });
  expect(asked('DescribeInstances')).toBe(before);
  await over('ec2:DescribeInstances', {}, { evenIfLate: true });
  expect(asked('DescribeInstances')).toBe(before + 1);
});

test('a refusal names the permission’s call, AWS’s code and the request id, and is not repeated', async () => {
  fault({ operation: 'DescribeInstances', kind: 'access-denied', times: 99 });
  const refused = await failure(open(['ec2:DescribeInstances'])('ec2:DescribeInstances', {}));
  expect(refused).toMatchObject({
    reason: 'denied',
    call: 'ec2:DescribeInstances',
    code: 'UnauthorizedOperation',
    attempts: 1,
  });
  expect(refused.requestId).toMatch(/\S/);
});

test('a thing that is not there is told apart from a refusal', async () => {
  const call = open(['ec2:DescribeInstances'])('ec2:DescribeInstances', { InstanceIds: ['i-0123456789abcdef0'] });
  expect(await failure(call)).toMatchObject({ reason: 'not-found', code: 'InvalidInstanceID.NotFound' });
});

test('unknown credentials are told apart from a missing permission', async () => {
  const stranger = openDoor({
    mode: 'drill',
    endpoint: range.endpoint,
    region: range.region,
    dryRun: false,
    credentials: { accessKeyId: 'AKIA0RANGE0NOBODY0001', secretAccessKey: 'x' },
  });
  const call = open(['ec2:DescribeInstances'], 5_000, stranger)('ec2:DescribeInstances', {});
  expect(await failure(call)).toMatchObject({ reason: 'no-credentials', code: 'AuthFailure' });
  stranger.close();
});

test('a drill reaches nothing but its range, whatever host the client was given', async () => {
  const elsewhere = openDoor({
    mode: 'drill',
    endpoint: 'http://127.0.0.1:9',
    region: range.region,
    dryRun: false,
    credentials: credentials(),
  });
  const other = open(['sts:GetCallerIdentity'], 300, elsewhere)('sts:GetCallerIdentity', {});
  expect(await failure(other)).toMatchObject({ reason: 'unreachable' });
  elsewhere.close();
  const noEndpoint = openDoor({ mode: 'drill', region: range.region, dryRun: false, credentials: credentials() });
  const real = open(['sts:GetCallerIdentity'], 3_000, noEndpoint)('sts:GetCallerIdentity', {});
  expect(await failure(real)).toMatchObject({ reason: 'wrong-endpoint' });
  noEndpoint.close();
});

test('a dry run reads for real, sends EC2’s writes with DryRun, and does not send what has none', async () => {
  const dry = openDoor({
    mode: 'live',
    endpoint: range.endpoint,
    region: range.region,
    dryRun: true,
    credentials: credentials(),
  });
  const aws = open(
    ['ec2:DescribeInstances', 'ec2:ModifyInstanceAttribute', 'iam:PutRolePolicy', 'ec2:CreateSnapshots'],
    10_000,
    dry,
  );
  const writes = range.record.writes().length;
  const puts = range.record.of('IAM', 'PutRolePolicy').length;
  await aws('ec2:DescribeInstances', {});
  await aws('ec2:ModifyInstanceAttribute', { InstanceId: target(), DisableApiTermination: { Value: true } });
  await aws('iam:PutRolePolicy', { RoleName: 'moltbot-role', PolicyName: 'x', PolicyDocument: '{}' });
  await expect(aws('ec2:CreateSnapshots', { InstanceSpecification: { InstanceId: target() } })).rejects.toMatchObject({
    name: 'CannotKnow',
  });
  fault({ operation: 'ModifyInstanceAttribute', kind: 'access-denied', times: 9 });
  await aws('ec2:ModifyInstanceAttribute', { InstanceId: target(), DisableApiTermination: { Value: true } });
  expect(made.map((call) => call.would)).toEqual([undefined, 'succeed', 'cannot know', 'succeed', 'be denied']);
  expect(range.record.writes().length).toBe(writes);
  expect(range.record.of('IAM', 'PutRolePolicy').length).toBe(puts);
  dry.close();
});
