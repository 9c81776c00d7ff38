import { describe, expect, test } from 'vitest';
import { services } from '../../src/range/services/index.ts';
import { clientsFor, refusal, rig } from './rig.ts';

describe('each protocol, by a real SDK client', () => {
  test('ec2Query', async () => {
    await using one = await rig();
    const { Reservations } = await one.ec2.describeInstances({ InstanceIds: [one.id] });
    const instance = Reservations?.[0]?.Instances?.[0];
    expect(instance).toMatchObject({
      InstanceId: one.id,
      State: { Code: 16, Name: 'running' },
      PublicIpAddress: '203.0.113.25',
    });
    expect(instance?.LaunchTime).toBeInstanceOf(Date);
  });

  test('awsQuery', async () => {
    await using one = await rig();
    const { Account, Arn, UserId } = await one.sts.getCallerIdentity({});
    expect([Account, Arn]).toEqual(['111122223333', 'arn:aws:iam::111122223333:user/responder']);
    expect(UserId).toMatch(/^AIDA\w{17}$/);
  });

  test('awsJson1_1', async () => {
    await using one = await rig();
    await one.ssm.putParameter({ Name: '/a', Value: 'é✓ <&>"\n', Type: 'String' });
    const { Parameter } = await one.ssm.getParameter({ Name: '/a' });
    expect(Parameter).toMatchObject({ Value: 'é✓ <&>"\n', Version: 1 });
  });

  test('awsJson1_0', async () => {
    await using one = await rig('alarm-reboots');
    const { MetricAlarms } = await one.cloudwatch.describeAlarms({ AlarmNamePrefix: 'moltbot' });
    expect(MetricAlarms?.[0]).toMatchObject({
      AlarmName: 'moltbot-bedrock-instance-status',
      AlarmActions: expect.arrayContaining(['arn:aws:automate:us-west-2:ec2:reboot']),
      Dimensions: [{ Name: 'InstanceId', Value: one.id }],
    });
  });
});

describe('errors are worded and numbered as AWS does it', () => {
  const unknown = 'i-0123456789abcdef0';

  test.each([
    ['an unknown instance', { InstanceIds: [unknown] }, 'InvalidInstanceID.NotFound'],
    ['an id that is none', { InstanceIds: ['bogus'] }, 'InvalidInstanceID.Malformed'],
    ['an unknown filter', { Filters: [{ Name: 'colour', Values: ['red'] }] }, 'InvalidParameterValue'],
    ['a dry run', { DryRun: true }, 'DryRunOperation'],
  ])('EC2: %s', async (_what, input, name) => {
    await using one = await rig();
    expect((await refusal(one.ec2.describeInstances(input))).name).toBe(name);
  });

  test('a dry run is answered with 412', async () => {
    await using one = await rig();
    const { status } = await refusal(one.ec2.terminateInstances({ InstanceIds: [one.id], DryRun: true }));
    expect([status, one.range.record.writes()]).toEqual([412, []]);
  });

  test('IAM: a modeled error comes as its own class', async () => {
    await using one = await rig();
    const error = await refusal(one.iam.getRole({ RoleName: 'nobody' }));
    expect(error).toEqual({
      name: 'NoSuchEntityException',
      message: 'The role with name nobody cannot be found.',
      status: 404,
    });
  });

  test('SSM: so does one in JSON', async () => {
    await using one = await rig();
    expect(await refusal(one.ssm.getParameter({ Name: '/nothing' }))).toMatchObject({
      name: 'ParameterNotFound',
      status: 400,
    });
  });

  test('what the range does not simulate is refused, named, and not retried', async () => {
    await using one = await rig();
    const { ec2, iam, ssm } = clientsFor(
      one.range.endpoint,
      { accessKeyId: 'x', secretAccessKey: 'y' },
      'us-west-2',
      3,
    );
    const errors = await Promise.all([
      refusal(ec2.describeImages({})),
      refusal(iam.getAccountSummary({})),
      refusal(ssm.listDocuments({})),
    ]);
    expect(errors).toEqual([
      { name: 'InvalidAction', message: 'The range does not simulate EC2 DescribeImages', status: 400 },
      { name: 'InvalidAction', message: 'The range does not simulate IAM GetAccountSummary', status: 400 },
      { name: 'UnknownOperationException', message: 'The range does not simulate SSM ListDocuments', status: 400 },
    ]);
  });
});

test.each(services.map((one) => [one.service.id, one] as const))(
  '%s: every registered operation has a handler, and every handler an operation',
  (_id, { service, handlers }) => {
    expect(Object.keys(handlers).toSorted()).toEqual([...service.operations.keys()].toSorted());
  },
);
