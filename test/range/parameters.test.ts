import { expect, test } from 'vitest';
import { refusal, rig } from './rig.ts';

test('a parameter is made once: the second time without Overwrite is refused', async () => {
  await using one = await rig();
  const claim = {
    Name: '/ir/claims/i-1',
    Value: 'case 1',
    Type: 'String' as const,
    Tags: [{ Key: 'ir:case', Value: '1' }],
  };
  expect((await one.ssm.putParameter(claim)).Version).toBe(1);
  expect((await refusal(one.ssm.putParameter(claim))).name).toBe('ParameterAlreadyExists');
  const { Tags: _tags, ...again } = claim;
  expect((await one.ssm.putParameter({ ...again, Overwrite: true })).Version).toBe(2);
  expect((await one.ssm.listTagsForResource({ ResourceType: 'Parameter', ResourceId: claim.Name })).TagList).toEqual(
    claim.Tags,
  );
  await one.ssm.deleteParameter({ Name: claim.Name });
  expect((await refusal(one.ssm.deleteParameter({ Name: claim.Name }))).name).toBe('ParameterNotFound');
});

test('a Standard parameter holds 4096 characters, and no more', async () => {
  await using one = await rig();
  await one.ssm.putParameter({ Name: '/a', Value: 'x'.repeat(4096), Type: 'String' });
  const error = await refusal(one.ssm.putParameter({ Name: '/b', Value: 'x'.repeat(4097), Type: 'String' }));
  expect(error.name).toBe('ValidationException');
  expect(error.message).toContain('4096');
});

test('below a path come ten a page', async () => {
  await using one = await rig();
  for (let number = 10; number < 33; number += 1)
    await one.ssm.putParameter({ Name: `/ir/x/p${number}`, Value: 'v', Type: 'String' });
  const names: string[] = [];
  const sizes: number[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await one.ssm.getParametersByPath({ Path: '/ir', Recursive: true, NextToken });
    const found = (answer.Parameters ?? []).map(({ Name = '' }) => Name);
    names.push(...found);
    sizes.push(found.length);
    NextToken = answer.NextToken;
  } while (NextToken);
  expect(sizes).toEqual([10, 10, 3]);
  expect(new Set(names).size).toBe(23);
  expect((await one.ssm.getParametersByPath({ Path: '/ir' })).Parameters).toEqual([]);
});

test('a SecureString tells nothing without decryption', async () => {
  await using one = await rig();
  await one.ssm.putParameter({ Name: '/s', Value: 'hush', Type: 'SecureString' });
  expect((await one.ssm.getParameter({ Name: '/s' })).Parameter?.Value).not.toContain('hush');
  expect((await one.ssm.getParameter({ Name: '/s', WithDecryption: true })).Parameter?.Value).toBe('hush');
});
