import { describe, expect, test } from 'vitest';
import { leaked } from './doors.ts';
import { refusal, rig } from './rig.ts';
import { noHosts, script, skipped } from './script.ts';

const PARAMETER = '/clawdbot/moltbot-bedrock/gateway-token';

describe('copies of the token that AWS holds', () => {
  test('a parameter keeps its versions until it is deleted, and the new one has none of them', async () => {
    await using one = await rig('leaked-token');
    const { Parameter } = await one.ssm.getParameter({ Name: PARAMETER, WithDecryption: true });
    expect(Parameter?.Value).toBe(leaked(one));
    await one.ssm.putParameter({ Name: PARAMETER, Value: 'fresh', Overwrite: true });
    const history = async () =>
      (await one.ssm.getParameterHistory({ Name: PARAMETER, WithDecryption: true })).Parameters?.map(
        ({ Value, Version }) => [Version, Value],
      );
    expect(await history()).toEqual([
      [1, leaked(one)],
      [2, 'fresh'],
    ]);
    expect((await one.ssm.getParameter({ Name: `${PARAMETER}:1`, WithDecryption: true })).Parameter?.Value).toBe(
      leaked(one),
    );
    expect((await refusal(one.ssm.getParameter({ Name: `${PARAMETER}:9` }))).name).toBe('ParameterVersionNotFound');
    await one.ssm.deleteParameter({ Name: PARAMETER });
    await one.ssm.putParameter({ Name: PARAMETER, Value: 'fresh', Type: 'SecureString' });
    expect(await history()).toEqual([[1, 'fresh']]);
  });

  test('parameters are found by name and by path', async () => {
    await using one = await rig('leaked-token');
    await one.ssm.putParameter({ Name: '/clawdbot/other', Value: 'x', Type: 'String' });
    const names = async (Key: string, Option: string | undefined, value: string) =>
      (await one.ssm.describeParameters({ ParameterFilters: [{ Key, Option, Values: [value] }] })).Parameters?.map(
        ({ Name }) => Name,
      );
    expect(await names('Name', 'Contains', 'gateway-token')).toEqual([PARAMETER]);
    expect(await names('Name', 'BeginsWith', '/clawdbot')).toHaveLength(2);
    expect(await names('Name', undefined, PARAMETER)).toEqual([PARAMETER]);
    expect(await names('Path', 'Recursive', '/clawdbot')).toHaveLength(2);
    expect(await names('Path', 'OneLevel', '/clawdbot')).toEqual(['/clawdbot/other']);
    const wrong = one.ssm.describeParameters({
      ParameterFilters: [{ Key: 'Name', Option: 'Recursive', Values: ['/'] }],
    });
    expect((await refusal(wrong)).name).toBe('InvalidFilterOption');
  });

  test('the stack’s outputs, and the log of its setup', async () => {
    await using one = await rig('leaked-token');
    const { Stacks = [] } = await one.cloudformation.describeStacks({ StackName: 'moltbot-bedrock' });
    const outputs = Object.fromEntries(
      Stacks[0]?.Outputs?.map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue]) ?? [],
    );
    expect(outputs).toMatchObject({ InstanceId: one.id, GetToken: expect.stringContaining(PARAMETER) as unknown });
    expect(outputs['Step3AccessURL']).toContain(leaked(one));
    const { events = [] } = await one.logs.filterLogEvents({
      logGroupName: '/openclaw/setup',
      filterPattern: `"gateway token"`,
    });
    expect(events.map(({ message }) => message)).toEqual([`[setup] gateway token: ${leaked(one)}`]);
    const { logGroups = [] } = await one.logs.describeLogGroups({ logGroupNamePrefix: '/aws/ssm' });
    expect(logGroups.map(({ logGroupName }) => logGroupName)).toEqual(['/aws/ssm/session-logs']);
    const { logStreams = [] } = await one.logs.describeLogStreams({
      logGroupName: '/aws/ssm/session-logs',
      orderBy: 'LastEventTime',
      descending: true,
    });
    expect(logStreams).toHaveLength(1);
    expect((await refusal(one.logs.filterLogEvents({ logGroupName: 'none' }))).name).toBe('ResourceNotFoundException');
    expect(
      (await refusal(one.logs.filterLogEvents({ logGroupName: '/openclaw/setup', filterPattern: '{ $.x = 1 }' })))
        .message,
    ).toContain('does not simulate');
  });
});

describe('what has been done with it', () => {
  test('models were asked by the instance’s own role, and cost more than before', async () => {
    await using one = await rig('leaked-token');
    const { Events = [] } = await one.cloudtrail.lookupEvents({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'InvokeModel' }],
    });
    expect(Events.length).toBeGreaterThan(3);
    const detail = JSON.parse(Events[0]?.CloudTrailEvent ?? '{}') as Record<string, unknown>;
    expect(detail).toMatchObject({
      eventSource: 'bedrock.amazonaws.com',
      sourceIPAddress: '203.0.113.25',
      readOnly: true,
    });
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const { ResultsByTime = [] } = await one.costs.getCostAndUsage({
      TimePeriod: { Start: day(7), End: day(-1) },
      Granularity: 'DAILY',
      Metrics: ['BlendedCost'],
      Filter: { Dimensions: { Key: 'SERVICE', Values: ['Amazon Bedrock'] } },
    });
    const amounts = ResultsByTime.map(({ Total }) => Number(Total?.['BlendedCost']?.Amount));
    expect(amounts).toHaveLength(8);
    expect(amounts.at(-1)).toBeGreaterThan(10 * (amounts[0] ?? 0));
    const grouped = await one.costs.getCostAndUsage({
      TimePeriod: { Start: day(1), End: day(0) },
      Granularity: 'DAILY',
      Metrics: ['UnblendedCost'],
      GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
    });
    expect(grouped.ResultsByTime?.[0]?.Groups?.map(({ Keys }) => Keys?.[0])).toContain('Amazon Bedrock');
  });

  test('somebody forwards a port, and is cut off', async () => {
    await using one = await rig('leaked-token');
    const { Sessions = [] } = await one.ssm.describeSessions({
      State: 'Active',
      Filters: [{ key: 'Target', value: one.id }],
    });
    expect(Sessions.map(({ DocumentName }) => DocumentName)).toEqual(['AWS-StartPortForwardingSession']);
    await one.ssm.terminateSession({ SessionId: Sessions[0]?.SessionId });
    expect((await one.ssm.describeSessions({ State: 'Active' })).Sessions).toEqual([]);
  });
});

test('what stands in front of a gateway is found', async () => {
  await using one = await rig('several-doors');
  const { LoadBalancers = [] } = await one.elbv2.describeLoadBalancers({});
  const { Listeners = [] } = await one.elbv2.describeListeners({ LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn });
  const { TargetGroups = [] } = await one.elbv2.describeTargetGroups({});
  expect(Listeners).toMatchObject([
    { Port: 80, DefaultActions: [{ TargetGroupArn: TargetGroups[0]?.TargetGroupArn }] },
  ]);
  expect((await refusal(one.elbv2.describeListeners({ LoadBalancerArn: 'arn:none' }))).name).toMatch(
    /LoadBalancerNotFound/,
  );
  const { DistributionList } = await one.cloudfront.listDistributions({});
  expect(DistributionList).toMatchObject({
    Quantity: 1,
    IsTruncated: false,
    Items: [{ Enabled: true, Origins: { Items: [{ DomainName: LoadBalancers[0]?.DNSName }] } }],
  });
  const { Stacks = [] } = await one.cloudformation.describeStacks({});
  expect(Stacks[0]?.Outputs?.map(({ OutputValue }) => OutputValue)).toContain(
    `https://${DistributionList?.Items?.[0]?.DomainName}`,
  );
  await using none = await rig('lean');
  expect((await none.cloudfront.listDistributions({})).DistributionList).toMatchObject({ Quantity: 0 });
});

describe.skipIf(noHosts !== undefined)(`aws on a host${skipped}`, () => {
  test('asks as the instance’s own role session, and is denied as that', async () => {
    await using one = await rig('leaked-token');
    const { ARN = '' } = await one.secrets.createSecret({ Name: 'token', SecretString: 'fresh' });
    const read =
      'aws secretsmanager get-secret-value --secret-id token --query SecretString --output text --region us-west-2';
    expect(await script(one, read)).toMatchObject({ status: 'Success', out: 'fresh\n' });
    expect((await script(one, 'aws sts get-caller-identity --query Arn --output text')).out).toBe(
      `arn:aws:sts::111122223333:assumed-role/moltbot-role/${one.id}\n`,
    );
    expect(
      (
        await script(
          one,
          `aws ssm get-parameter --name ${PARAMETER} --with-decryption --query Parameter.Value --output text`,
        )
      ).out,
    ).toBe(`${leaked(one)}\n`);
    const gone = await script(one, 'aws secretsmanager get-secret-value --secret-id none');
    expect(gone).toMatchObject({
      code: 254,
      err: expect.stringContaining(
        'An error occurred (ResourceNotFoundException) when calling the GetSecretValue operation',
      ) as unknown,
    });
    const Statement = [{ Effect: 'Deny', Action: 'secretsmanager:*', Resource: '*' }];
    await one.iam.putRolePolicy({
      RoleName: 'moltbot-role',
      PolicyName: 'stop',
      PolicyDocument: JSON.stringify({ Statement }),
    });
    expect((await script(one, read)).err).toContain('(AccessDeniedException)');
    expect(one.range.record.of('Secrets Manager', 'GetSecretValue').at(0)).toMatchObject({
      identity: { role: 'moltbot-role' },
    });
    expect((await script(one, 'aws s3 ls')).err).toContain('not simulated');
    expect(ARN).toContain('secret:token-');
  });
});
