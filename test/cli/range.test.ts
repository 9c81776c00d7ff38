import { expect, test } from 'vitest';
import { makeRig } from '../rig/index.ts';

test('what a range prints is pasted into another shell as it stands: a run against it is contained', async () => {
  await using rig = makeRig();
  const range = rig.ir(['range', '--scenario', 'lean']);
  await range.waitFor('Ctrl-C stops it');
  const lines = range.stdout().split('\n');
  const env = Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^export (\w+)=(\S+)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value ?? '']];
    }),
  );
  expect(Object.keys(env)).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION']);
  const [run = '', more] = lines.filter((line) => line.startsWith('ir run '));
  expect(more).toBeUndefined();
  const unattended = ['--severity', 'critical', '--yes', '--no-input'];
  const { exit, stderr } = await rig.ir([...run.split(' ').slice(1), ...unattended], { env });
  expect({ exit, stderr: exit === 5 ? '' : stderr }).toEqual({ exit: 5, stderr: '' });
  expect(stderr).toContain('CONTAINED, proven');
  range.signal('SIGINT');
  expect((await range).exit).toBe(0);
});
