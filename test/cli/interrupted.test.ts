import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { casesIn, onStage } from '../drills/stage.ts';
import { containmentOf } from '../drills/world.ts';
import { makeRig, type Rig } from '../rig/index.ts';

const stateOf = (rig: Rig): string => join(rig.home, 'state');

describe.concurrent('interrupted', () => {
  const MOMENTS = [
    'Snapshot every volume: begun',
    'Isolate the interface',
    'Review what CloudTrail has recorded: begun',
  ];
  test.each(MOMENTS)('Ctrl-C at “%s”: 130, the way on is printed, and it works', async (moment) => {
    await using stage = await onStage('compromised-instance');
    const running = stage.run();
    await running.waitFor(moment);
    running.signal('SIGINT');
    const { exit, stderr } = await running;
    expect(exit).toBe(130);
    const { name, entries } = await stage.theCase();
    expect(entries.some((entry) => entry.is === 'interrupted' && entry.by === 'SIGINT')).toBe(true);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(`Go on with: ir resume ${name}`);
    const again = await stage.ir(['resume', name, '--no-input', '--yes']);
    expect({ exit: again.exit, stderr: again.exit === 5 ? '' : again.stderr }).toEqual({ exit: 5, stderr: '' });
    expect(containmentOf(stage.range, stage.id)).toMatchObject({ snapshots: [1, 1], interfaces: [{ shut: true }] });
  });
  test('killed: it is not said to be under way, but stopped, and how to go on', async () => {
    await using stage = await onStage('compromised-instance');
    const running = stage.run();
    await running.waitFor('Isolate the interface');
    const { name } = await stage.theCase();
    // While it is walked, it is under way.
    expect((await stage.ir(['cases'])).stdout).not.toContain('STOPPED');
    expect((await stage.ir(['status', name, '--offline'])).stdout).not.toContain('nobody is walking it');
    await running.kill();
    const cases = await stage.ir(['cases']);
    expect(cases.stdout).toMatch(new RegExp(`^${name} +CRITICAL +STOPPED `, 'm'));
    expect(cases.stdout).toContain(`${name} was stopped, and nobody is walking it. Type: ir resume ${name}`);
    const { stdout } = await stage.ir(['status', name, '--offline']);
    expect(stdout).toContain('True now         STOPPED: nobody is walking it');
    expect(stdout).toContain(`ir resume ${name}`);
    const again = await stage.ir(['resume', name, '--no-input', '--yes']);
    expect({ exit: again.exit, stderr: again.exit === 5 ? '' : again.stderr }).toEqual({ exit: 5, stderr: '' });
    expect((await stage.ir(['cases'])).stdout).not.toContain('nobody is walking it');
  });
  test('SIGTERM: 143', async () => {
    await using stage = await onStage('compromised-instance');
    const running = stage.run();
    await running.waitFor('Isolate the interface');
    running.signal('SIGTERM');
    expect((await running).exit).toBe(143);
    const { entries } = await stage.theCase();
    expect(entries.some((entry) => entry.is === 'interrupted' && entry.by === 'SIGTERM')).toBe(true);
  });
  test('a drill: 130, its range ends too, and a resume finishes it', async () => {
    await using rig = makeRig();
    const running = rig.ir(['drill', 'compromised-instance', '--no-input']);
    await running.waitFor('Isolate the interface');
    running.signal('SIGINT');
    expect((await running).exit).toBe(130);
    const [name = ''] = casesIn(stateOf(rig));
    expect(existsSync(join(stateOf(rig), 'cases', name, 'lock'))).toBe(false);
    const again = await rig.ir(['resume', name, '--no-input']);
    expect({ exit: again.exit, stderr: again.exit === 0 ? '' : again.stderr }).toEqual({ exit: 0, stderr: '' });
  });
  test('a drill that has not begun yet leaves nothing, whenever it is stopped', async () => {
    await using rig = makeRig();
    const running = rig.ir(['drill', 'compromised-instance', '--no-input']);
    // Its folder is there: the range is being started in it.
    while (casesIn(stateOf(rig)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    running.signal('SIGINT');
    const { exit, stdout, stderr } = await running;
    expect({ exit, stdout }).toEqual({ exit: 130, stdout: '' });
    expect(stderr.trim()).toBe('SIGINT: stopped; nothing was changed, and no case was kept.');
    expect(casesIn(stateOf(rig))).toEqual([]);
  });
  test('a drill whose range does not start leaves nothing', async () => {
    await using rig = makeRig();
    const { exit, stderr } = await rig.ir(['drill', 'compromised-instance', '--no-input', '--fault', 'zebra']);
    expect(exit).not.toBe(0);
    expect(stderr).toContain('zebra');
    expect(casesIn(stateOf(rig))).toEqual([]);
  });
  test('a release: what was put back is put back, and the next one does the rest', async () => {
    await using stage = await onStage('lean');
    expect((await stage.run()).exit).toBe(5);
    const { name } = await stage.theCase();
    const before = stage.range.faults.rules.length;
    stage.range.faults.add({ service: 'EC2', operation: 'ModifyNetworkInterfaceAttribute', kind: 'slow', ms: 5_000 });
    expect(stage.range.faults.rules).toHaveLength(before + 1);
    const running = stage.ir(['release', name, '--false-positive', '--yes', '--no-input']);
    await running.waitFor(/Take its Elastic IP address off \(eipalloc-\w+\): put back/);
    running.signal('SIGINT');
    const { exit, stderr } = await running;
    expect(exit).toBe(130);
    expect(stderr).toContain(`Go on with: ir release ${name}`);
    stage.range.faults.clear();
    const again = await stage.ir(['release', name, '--false-positive', '--yes', '--no-input']);
    expect([0, 5]).toContain(again.exit);
    await stage.theCase(); // its chain verifies
  });
  test('a dry run leaves nothing', async () => {
    await using stage = await onStage('compromised-instance');
    const running = stage.run(['--severity', 'critical', '--dry-run', '--no-input']);
    await running.waitFor('Review what CloudTrail has recorded: begun');
    running.signal('SIGINT');
    const { exit, stderr } = await running;
    expect(exit).toBe(130);
    expect(stderr).not.toContain('ir resume');
    expect(casesIn(stage.home)).toEqual([]);
  });
});
