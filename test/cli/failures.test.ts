import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { onStage, UNATTENDED } from '../drills/stage.ts';
import { type Ended, makeRig } from '../rig/index.ts';

const ID = 'i-0123456789abcdef0';
const RUN = ['run', 'compromised-instance'];

interface Failed {
  readonly exit: number;
  readonly failure: { readonly reason: string; readonly message: string; readonly safe: string; readonly next: string };
}
/** Both ways of asking for JSON: one document, or as the last line. The same is said to people on stderr. */
const failed = ({ exit, stdout, stderr }: Ended): Failed => {
  const [document = '', ...rest] = stdout.trimEnd().split('\n').toReversed();
  const parsed = JSON.parse(document) as Failed;
  expect(parsed.exit).toBe(exit);
  expect(parsed).toEqual({
    exit,
    failure: {
      reason: expect.stringMatching(/^[a-z-]+$/) as string,
      message: expect.stringMatching(/\S/) as string,
      safe: expect.stringMatching(/\S/) as string,
      next: expect.stringMatching(/\S/) as string,
    },
  });
  const said = stderr.replace(/\s+/g, '');
  for (const text of Object.values(parsed.failure).slice(1)) expect(said).toContain(text.replace(/\s+/g, ''));
  for (const line of rest) expect(JSON.parse(line)).toHaveProperty('is');
  return parsed;
};

describe.concurrent('a failure is one JSON document too', () => {
  test.each<readonly [string, readonly string[], number, string]>([
    ['an unknown command', ['contain'], 2, 'usage'],
    ['an unknown flag', ['list', '--zebra'], 2, 'usage'],
    ['an unknown playbook', ['run', 'zebra'], 2, 'usage'],
    ['a malformed id', [...RUN, 'i-xyz', ...UNATTENDED, '--region', 'us-west-2'], 2, 'usage'],
    ['no word of a person', [...RUN, ID, '--severity', 'high'], 2, 'usage'],
    ['an unknown case', ['status', 'CI-2345'], 2, 'unknown-case'],
    ['an unknown way to close', ['close', 'CI-2345'], 2, 'usage'],
    [
      'nobody at the endpoint',
      [...RUN, ID, ...UNATTENDED, '--region', 'us-west-2', '--endpoint-url', 'http://127.0.0.1:1'],
      1,
      'unreachable',
    ],
  ])('%s', async (_, args, exit, reason) => {
    await using rig = makeRig();
    for (const flag of ['--json', '--jsonl'])
      expect(failed(await rig.ir([...args, flag]))).toMatchObject({ exit, failure: { reason } });
  });
  test('a state folder that others can write to', async () => {
    await using rig = makeRig();
    mkdirSync(join(rig.home, 'state'));
    chmodSync(join(rig.home, 'state'), 0o777);
    const { failure } = failed(await rig.ir(['cases', '--json']));
    expect(failure).toMatchObject({ reason: 'state-folder', next: `chmod 700 ${join(rig.home, 'state')}` });
  });
  test('an id that AWS does not know', async () => {
    await using stage = await onStage('lean');
    const args = [...RUN, ID, ...UNATTENDED, '--region', 'us-west-2', '--endpoint-url', stage.range.endpoint];
    for (const flag of ['--json', '--jsonl'])
      expect(failed(await stage.ir([...args, flag]))).toMatchObject({ exit: 2, failure: { reason: 'unknown-target' } });
  });
});

test('what succeeds says nothing of a failure', async () => {
  await using rig = makeRig();
  const { exit, stdout } = await rig.ir(['cases', '--json']);
  expect({ exit, stdout }).toEqual({ exit: 0, stdout: '[]\n' });
});
test('an interrupted run, too: how it stands and how to go on', async () => {
  await using stage = await onStage('compromised-instance');
  const running = stage.run([...UNATTENDED, '--json']);
  await running.waitFor('Isolate the interface');
  running.signal('SIGINT');
  const ended = await running;
  const { name } = await stage.theCase();
  expect(ended.json()).toEqual({
    exit: 130,
    failure: {
      reason: 'interrupted',
      message: 'Stopped by SIGINT.',
      safe: 'the journal is written, nothing was put back.',
      next: `ir resume ${name}`,
    },
  });
});
test('a word to a case is answered in JSON', async () => {
  await using stage = await onStage('lean');
  expect((await stage.run()).exit).toBe(5);
  const { name } = await stage.theCase();
  const { exit, json } = await stage.ir(['note', name, 'the pager is mine', '--json']);
  expect({ exit, said: json() }).toEqual({ exit: 0, said: { case: name, done: 'note', how: 'recorded' } });
});
