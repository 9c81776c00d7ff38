import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Door, openDoor } from '../../src/aws/index.ts';
import {
  dropClaim,
  type Mirror,
  MIRROR_CALLS,
  newCaseId,
  openMirror,
  readClaim,
  readClaims,
  readSaved,
  takeClaim,
} from '../../src/case/index.ts';
import type { Entry, Of } from '../../src/journal/index.ts';
import { type Range, startRange } from '../../src/range/index.ts';

let range: Range;
let door: Door;
const target = 'i-0123456789abcdef0';
beforeEach(async () => {
  range = await startRange({ scenario: 'lean' });
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = range.credentials;
  door = openDoor({
    mode: 'drill',
    endpoint: range.endpoint,
    region: range.region,
    dryRun: false,
    credentials: { accessKeyId, secretAccessKey },
  });
});
afterEach(async () => {
  door.close();
  await range.stop();
});

const aws = (signal = AbortSignal.timeout(10_000)) => door.open({ signal, calls: MIRROR_CALLS, made: () => undefined });
const openedAs = (name: string): Of<'opened'> =>
  ({
    is: 'opened',
    seq: 1,
    at: '2026-11-20T08:00:00.000Z',
    case: newCaseId(),
    name,
    inputs: { instanceId: target },
    plan: { playbook: 'compromised-instance' },
  }) as never;
const mirrorOf = (opened: Of<'opened'>, operator: string, lost: string[] = []): Mirror =>
  openMirror({ open: aws, opened: () => opened, operator, onLost: (because) => void lost.push(because) });
const began = (seq: number, before: object): Entry =>
  ({
    is: 'began',
    seq,
    at: '2026-11-20T08:00:01.000Z',
    key: `step-${seq}`,
    step: 'step',
    attempt: 1,
    input: {},
    before,
  }) as never;

test('the first case has the target; the second is told whose it is', async () => {
  const [first, second] = [openedAs('CI-AAAA'), openedAs('CI-BBBB')];
  expect(await mirrorOf(first, 'alice').claim(target)).toEqual({ is: 'ours' });
  expect(await mirrorOf(second, 'bob').claim(target)).toEqual({
    is: 'held',
    case: 'CI-AAAA',
    by: 'alice',
    since: first.at,
  });
});

test('two cases that claim at the same moment do not both have it', async () => {
  const cases = ['CI-AAAA', 'CI-BBBB', 'CI-CCCC', 'CI-DDDD'].map((name) => mirrorOf(openedAs(name), name));
  const claims = await Promise.all(cases.map((mirror) => mirror.claim(target)));
  expect(claims.map(({ is }) => is).toSorted()).toEqual(['held', 'held', 'held', 'ours']);
});

test('a claim whose answer was lost is found to be ours', async () => {
  range.faults.add({ operation: 'PutParameter', kind: 'reset', when: 'after', times: 1 });
  expect(await mirrorOf(openedAs('CI-AAAA'), 'alice').claim(target)).toEqual({ is: 'ours' });
});

test('where the AWS side may not be written, the case goes on and says so', async () => {
  range.faults.add({ operation: 'PutParameter', kind: 'access-denied', times: 99 });
  const lost: string[] = [];
  const mirror = mirrorOf(openedAs('CI-AAAA'), 'alice', lost);
  expect(await mirror.claim(target)).toMatchObject({
    is: 'unclaimed',
    because: expect.stringContaining('not authorized'),
  });
  await mirror.save([began(2, { groups: ['sg-1'] })]);
});

test('what is saved is read again as it was, in order, however large it is', async () => {
  const opened = openedAs('CI-AAAA');
  const mirror = mirrorOf(opened, 'alice');
  await mirror.claim(target);
  const large = began(3, { noise: randomBytes(9_000).toString('base64') });
  await Promise.all([mirror.save([began(2, { groups: ['sg-1'] })]), mirror.save([large])]);
  mirror.saveSoon([
    { is: 'ended', seq: 4, at: 'x', key: 'step-2', attempt: 1, output: {}, after: { groups: [] }, calls: [] } as never,
  ]);
  await mirror.settle();
  const saved = await readSaved(aws(), opened.case);
  expect(saved.map(({ seq, is }) => [seq, is])).toEqual([
    [2, 'began'],
    [3, 'began'],
    [4, 'ended'],
  ]);
  expect(saved[1]).toEqual(large);
});

test('what begins in the same moment is saved together: PutParameter allows few calls a second', async () => {
  const mirror = mirrorOf(openedAs('CI-AAAA'), 'alice');
  await mirror.claim(target);
  const before = range.record.of('SSM', 'PutParameter').length;
  await Promise.all(Array.from({ length: 12 }, (_, at) => mirror.save([began(at + 2, { groups: [`sg-${at}`] })])));
  expect(range.record.of('SSM', 'PutParameter').length - before).toBe(1);
});

test('a saved piece that somebody has changed is an error, not a shorter story', async () => {
  const opened = openedAs('CI-AAAA');
  const mirror = mirrorOf(opened, 'alice');
  await mirror.claim(target);
  await mirror.save([began(2, { noise: randomBytes(9_000).toString('base64') })]);
  const { Parameters = [] } = await aws()('ssm:GetParametersByPath', { Path: `/ir/saved/${opened.case}` });
  expect(Parameters.length).toBeGreaterThan(2);
  await aws()('ssm:DeleteParameter', { Name: Parameters[1]?.Name });
  await expect(readSaved(aws(), opened.case)).rejects.toThrow('is missing');
});

test('pieces whose last ones were never written are left out, also before what came later', async () => {
  const opened = openedAs('CI-AAAA');
  const mirror = mirrorOf(opened, 'alice');
  await mirror.claim(target);
  await mirror.save([began(2, { noise: randomBytes(9_000).toString('base64') })]);
  const { Parameters = [] } = await aws()('ssm:GetParametersByPath', { Path: `/ir/saved/${opened.case}` });
  await aws()('ssm:DeleteParameter', { Name: Parameters.at(-1)?.Name });
  expect(await readSaved(aws(), opened.case)).toEqual([]);
  await mirror.save([began(3, { groups: ['sg-1'] })]);
  expect((await readSaved(aws(), opened.case)).map(({ seq }) => seq)).toEqual([3]);
});

test('claims are found without knowing the target, taken over with a reason, and given back', async () => {
  const opened = openedAs('CI-AAAA');
  await mirrorOf(opened, 'alice').claim(target);
  expect((await readClaims(aws())).map((claim) => claim.opened.name)).toEqual(['CI-AAAA']);
  await takeClaim(aws(), target, opened, 'bob', new Date('2026-11-20T09:00:00Z'));
  expect(await readClaim(aws(), target)).toMatchObject({ by: 'bob', since: '2026-11-20T09:00:00.000Z' });
  await dropClaim(aws(), target);
  await dropClaim(aws(), target);
  expect(await readClaim(aws(), target)).toBeUndefined();
  expect(await mirrorOf(openedAs('CI-BBBB'), 'bob').claim(target)).toEqual({ is: 'ours' });
});
