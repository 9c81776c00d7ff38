import { describe, expect, test } from 'vitest';
import { refusal, rig, type Rig } from './rig.ts';

const byName = (AttributeValue: string) => ({
  LookupAttributes: [{ AttributeKey: 'Username' as const, AttributeValue }],
});
const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1000));

/** Waits out the limit of two requests a second. */
const patiently = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await ask();
  } catch (error) {
    if ((error as Error).name !== 'ThrottlingException') throw error;
    await aSecond();
    return ask();
  }
};

const namesOf = async ({ cloudtrail }: Rig, user: string) => {
  const { Events = [] } = await patiently(() => cloudtrail.lookupEvents(byName(user)));
  return Events.map(({ EventName }) => EventName);
};

describe('CloudTrail', () => {
  test('knows what the instance’s session did before the alert, newest first', async () => {
    await using one = await rig();
    const { Events = [] } = await one.cloudtrail.lookupEvents(byName(one.id));
    expect(Events.map(({ EventName }) => EventName)).toEqual([
      'DescribeInstanceAttribute',
      'ModifyInstanceAttribute',
      'StartSession',
      'AuthorizeSecurityGroupIngress',
      'DescribeSecurityGroups',
      'DescribeParameters',
      'DescribeInstances',
      'GetCallerIdentity',
    ]);
    const told = JSON.parse(Events[0]?.CloudTrailEvent ?? '{}') as Record<string, unknown>;
    expect(told).toMatchObject({
      sourceIPAddress: '198.51.100.23',
      awsRegion: 'us-west-2',
      eventName: 'DescribeInstanceAttribute',
    });
  });

  test('keeps events of IAM in us-east-1', async () => {
    await using one = await rig();
    const { accessKeyId, secretAccessKey } = {
      accessKeyId: one.range.credentials.AWS_ACCESS_KEY_ID,
      secretAccessKey: 'x',
    };
    const { cloudtrail } = one.as({ accessKeyId, secretAccessKey }, 'us-east-1');
    const { Events = [] } = await cloudtrail.lookupEvents(byName(one.id));
    expect(Events.map(({ EventName }) => EventName)).toEqual(['ListUsers']);
    expect(Events[0]?.CloudTrailEvent).toContain('"errorCode":"AccessDenied"');
  });

  test('delivers late what the range saw', async () => {
    await using one = await rig();
    one.range.world.delays.cloudTrailMs = 3_600_000;
    await one.ec2.createTags({ Resources: [one.id], Tags: [{ Key: 'a', Value: 'b' }] });
    expect(await namesOf(one, 'responder')).toEqual([]);
    one.range.world.delays.cloudTrailMs = 0;
    expect(await namesOf(one, 'responder')).toContain('CreateTags');
  });

  test('allows two requests a second', async () => {
    await using one = await rig();
    await one.cloudtrail.lookupEvents({});
    await one.cloudtrail.lookupEvents({});
    expect((await refusal(one.cloudtrail.lookupEvents({}))).name).toBe('ThrottlingException');
  });

  test('gives pages that neither repeat nor leave out, though events arrive meanwhile', async () => {
    await using one = await rig('lean');
    for (let count = 0; count < 60; count += 1) await one.ec2.describeInstances({});
    const first = await one.cloudtrail.lookupEvents({ MaxResults: 50, ...byName('responder') });
    for (let count = 0; count < 10; count += 1) await one.ec2.describeInstances({});
    const second = await patiently(() =>
      one.cloudtrail.lookupEvents({ NextToken: first.NextToken, ...byName('responder') }),
    );
    const ids = [...(first.Events ?? []), ...(second.Events ?? [])].map(({ EventId }) => EventId);
    expect([first.Events?.length, new Set(ids).size, ids.length, second.NextToken]).toEqual([50, 60, 60, undefined]);
  });

  test.each([
    [{ MaxResults: 51 }, 'InvalidMaxResultsException'],
    [{ StartTime: new Date(2e12), EndTime: new Date(1e12) }, 'InvalidTimeRangeException'],
    [{ NextToken: 'made-up' }, 'InvalidNextTokenException'],
    [
      { LookupAttributes: [...byName('a').LookupAttributes, ...byName('b').LookupAttributes] },
      'InvalidLookupAttributesException',
    ],
  ])('refuses %o', async (input, name) => {
    await using one = await rig();
    expect((await refusal(one.cloudtrail.lookupEvents(input))).name).toBe(name);
  });

  test('finds events by resource, key, name, and window', async () => {
    await using one = await rig();
    const look = (AttributeKey: 'ResourceName' | 'EventName', AttributeValue: string) =>
      patiently(() => one.cloudtrail.lookupEvents({ LookupAttributes: [{ AttributeKey, AttributeValue }] }));
    expect((await look('ResourceName', one.id)).Events).toHaveLength(3);
    expect((await look('EventName', 'StartSession')).Events).toHaveLength(1);
    const StartTime = new Date(Date.now() - 7 * 60_000);
    const { Events } = await patiently(() => one.cloudtrail.lookupEvents({ StartTime, ...byName(one.id) }));
    expect(Events).toHaveLength(2);
  });
});
