import { expect, test } from 'vitest';
import { refusal, rig } from './rig.ts';

test('pages are as long as asked, and hold everything once', async () => {
  await using one = await rig('shared-role');
  const ids: unknown[] = [];
  const sizes: number[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await one.ec2.describeInstances({ MaxResults: 4, NextToken });
    const found = (answer.Reservations ?? []).map(({ Instances }) => Instances?.[0]?.InstanceId);
    ids.push(...found);
    sizes.push(found.length);
    NextToken = answer.NextToken;
  } while (NextToken);
  expect([sizes, new Set(ids).size]).toEqual([[4, 4, 2], 10]);
});

test('a scenario may make all pages small', async () => {
  await using one = await rig('shared-role');
  one.range.world.pageSize = 1;
  const { SecurityGroups, NextToken } = await one.ec2.describeSecurityGroups({});
  expect([SecurityGroups?.length, NextToken]).toEqual([1, expect.any(String)]);
});

test('a token that nobody gave out is refused', async () => {
  await using one = await rig();
  expect((await refusal(one.ec2.describeInstances({ NextToken: 'made-up' }))).name).toBe('InvalidNextToken');
});
