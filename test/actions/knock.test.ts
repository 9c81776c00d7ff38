import { expect, test } from 'vitest';
import { knockAt } from '../../src/actions/shared/knock.ts';
import type { Use } from '../../src/language/index.ts';

const answering = (retryAfter: number) => {
  let asked = 0;
  const outside = () => Promise.resolve({ is: 'answered', status: (asked += 1) > 1 ? 401 : 429, retryAfter } as const);
  const use = { outside, signal: new AbortController().signal } as unknown as Use;
  return { use, times: () => asked };
};

test('a door that asks to wait a moment is asked again', async () => {
  const { use } = answering(0);
  expect(await knockAt('http://203.0.113.25:18789', 'x', use)).toEqual({ is: 'refused', said: '401' });
});
test('one that has locked this address out is not waited for, and nothing is said of the token', async () => {
  const { use, times } = answering(300);
  const met = await knockAt('http://203.0.113.25:18789', 'x', use);
  expect(met).toEqual({ is: 'no answer', said: '429: it listens to nobody from here for 300 seconds' });
  expect(times()).toBe(1);
});
