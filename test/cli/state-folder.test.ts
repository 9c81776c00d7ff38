import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { casesIn, onStage } from '../drills/stage.ts';
import { containmentOf } from '../drills/world.ts';
import { makeRig, type Rig } from '../rig/index.ts';

const stateOf = (rig: Rig): string => join(rig.home, 'state');

describe('the state folder', () => {
  const DRILL = ['drill', 'compromised-instance', '--scenario', 'lean', '--no-input'];
  /** What three commands say of it: exit, data, talk. */
  const said = async (rig: Rig): Promise<readonly (readonly [exit: number, stdout: string, stderr: string])[]> => {
    const all = [];
    for (const args of [DRILL, ['cases'], ['status', 'CI-2345']]) {
      const { exit, stdout, stderr } = await rig.ir(args);
      all.push([exit, stdout, stderr.replace(/\s+/g, ' ')] as const);
    }
    return all;
  };
  const refused = (because: RegExp): unknown =>
    [1, 2, 3].map(() => [4, '', expect.stringMatching(new RegExp(`${because.source}.*(IR_HOME|chmod)`)) as unknown]);
  test('a symbolic link', async () => {
    await using rig = makeRig();
    mkdirSync(join(rig.home, 'real'), { mode: 0o700 });
    symlinkSync(join(rig.home, 'real'), stateOf(rig));
    expect(await said(rig)).toEqual(refused(/symbolic link/));
    expect(readdirSync(join(rig.home, 'real'))).toEqual([]);
  });
  test.skipIf(process.geteuid?.() !== 0)('of another user (needs root to set up)', async () => {
    await using rig = makeRig();
    mkdirSync(stateOf(rig), { mode: 0o700 });
    chownSync(stateOf(rig), 4242, 4242);
    expect(await said(rig)).toEqual(refused(/another user/));
  });
  test('that others can write to', async () => {
    await using rig = makeRig();
    mkdirSync(stateOf(rig));
    chmodSync(stateOf(rig), 0o777);
    expect(await said(rig)).toEqual(refused(/write/));
  });
  test('that is a file', async () => {
    await using rig = makeRig();
    execFileSync('touch', [stateOf(rig)]);
    expect(await said(rig)).toEqual(refused(/not a folder/));
  });
});

const tmpfs = (path: string, kilobytes: number): (() => void) | undefined => {
  mkdirSync(path, { mode: 0o700, recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=700`, 'tmpfs', path], { stdio: 'ignore' });
    return () => void execFileSync('umount', ['-l', path]);
  } catch {
    return undefined;
  }
};
describe('a full disk', () => {
  test('before anything: nothing is changed, and it says so', async ({ skip }) => {
    await using stage = await onStage('lean');
    const unmount = tmpfs(stage.home, 4);
    if (!unmount) return skip('no tmpfs can be mounted here');
    try {
      execFileSync('sh', ['-c', `head -c 100000 /dev/zero > ${stage.home}/fill || true`], { stdio: 'ignore' });
      const { exit, stderr } = await stage.run();
      expect(exit).toBe(1);
      expect(stderr).toMatch(/no space|full|ENOSPC/i);
      expect(stage.range.record.writes()).toEqual([]);
    } finally {
      unmount();
    }
  });
  test('in the middle: what changes stops, and a resume finishes once there is room', async ({ skip }) => {
    await using stage = await onStage('lean');
    const unmount = tmpfs(stage.home, 80);
    if (!unmount) return skip('no tmpfs can be mounted here');
    try {
      const { exit, stderr } = await stage.run();
      expect(exit).toBe(1);
      expect(stderr).toMatch(/no space|full|ENOSPC/i);
      const [name = ''] = casesIn(stage.home);
      expect(stderr).toContain(`ir resume ${name}`);
      execFileSync('mount', ['-o', 'remount,size=4m', stage.home]);
      const again = await stage.ir(['resume', name, '--no-input', '--yes']);
      expect({ exit: again.exit, stderr: again.exit === 5 ? '' : again.stderr }).toEqual({ exit: 5, stderr: '' });
      expect(containmentOf(stage.range, stage.id)).toMatchObject({ snapshots: [1, 1], groupsMade: 1 });
      await stage.theCase(); // its chain verifies
    } finally {
      unmount();
    }
  });
});
