import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { environment } from './environment.ts';
import { KEYS, makeRig } from './index.ts';

// What every other test stands on: that the real program is started, alone, and gone afterwards.

test('the program is the built one, and its state is the rig’s', async () => {
  let home = '';
  {
    await using rig = makeRig();
    home = rig.home;
    const { exit, stdout, stderr } = await rig.ir(['cases', '--json']);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(JSON.parse(stdout)).toBeDefined();
  }
  expect(existsSync(home)).toBe(false);
});
test('nothing of the tester’s own gets in', () => {
  process.env['AWS_PROFILE'] = 'production';
  const env = environment('/home/tester');
  delete process.env['AWS_PROFILE'];
  expect(Object.keys(env).filter((name) => /^(VITEST|npm_|NODE_OPTIONS|CI$|AWS_PROFILE)/.test(name))).toEqual([]);
  expect(env['HOME']).toBe('/home/tester');
});
test('a program that waits is still gone when the test leaves', async () => {
  let pid = 0;
  {
    await using rig = makeRig();
    const range = rig.ir(['range', '--json']);
    await range.waitFor('endpoint');
    pid = range.pid;
  }
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
test('a signal reaches it, and its exit says so', async () => {
  await using rig = makeRig();
  const range = rig.ir(['range', '--json']);
  await range.waitFor('endpoint');
  range.signal('SIGINT');
  expect([0, 130]).toContain((await range).exit);
});
test('a terminal shows what a person would see', async () => {
  await using rig = makeRig();
  const screen = rig.terminal(['--help'], { columns: 100 });
  await screen.waitFor('drill');
  expect(await screen.ended).toEqual({ exit: 0 });
  expect(screen.history()).toMatch(/^Usage: ir/);
  expect(KEYS.enter).toBe('\r');
});
