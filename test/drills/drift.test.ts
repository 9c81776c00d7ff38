import { describe, expect, test } from 'vitest';
import { onStage, type Stage, stepsOf, UNATTENDED } from './stage.ts';
import { containmentOf } from './world.ts';

const contained = async (stage: Stage): Promise<string> => {
  const { exit, stderr } = await stage.run(UNATTENDED);
  if (exit !== 5) throw new Error(`the run ended with ${exit}:\n${stderr}`);
  return (await stage.theCase()).name;
};

describe('a colleague puts the old groups back', () => {
  test('status says NOT CONTAINED, since when, by whom, and records it', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    stage.range.control.putGroupsBack(stage.id);
    const changedAt = Date.now();
    const { exit, stdout } = await stage.ir(['status', name]);
    expect(exit).toBe(1);
    expect(stdout).toMatch(/NOT CONTAINED/);
    const { entries, state } = await stage.theCase();
    const event = entries.findLast(
      (entry) =>
        entry.is === 'verified' && entry.key.includes('isolate-the-interface') && entry.verdict.is === 'does not hold',
    );
    expect(event).toMatchObject({
      key: expect.stringContaining('isolate-the-interface') as unknown,
      changedBy: 'dana',
    });
    expect(Math.abs(Date.parse(event?.is === 'verified' ? (event.changedAt ?? '') : '') - changedAt)).toBeLessThan(
      60_000,
    );
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/not (as we left it|held) since \S+( or before)?/);
    expect(stdout).toContain('dana');
    expect(stepsOf(state, 'isolate-the-interface')[0]?.proof?.is).toBe('does not hold');
    // Said again, it is no news.
    const count = entries.filter(({ is }) => is === 'verified').length;
    await stage.ir(['status', name]);
    expect((await stage.theCase()).entries.filter(({ is }) => is === 'verified')).toHaveLength(count);
    // A colleague who isolates it again is an event as well.
  });
  test('and --offline keeps to the journal, and says that it does', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    stage.range.control.putGroupsBack(stage.id);
    const before = stage.range.record.entries.length;
    const { exit, stdout } = await stage.ir(['status', name, '--offline', '--json']);
    expect(exit).toBe(5);
    expect((JSON.parse(stdout) as { verdict: { is: string } }).verdict.is).toBe('contained');
    expect(stage.range.record.entries).toHaveLength(before);
    expect((await stage.ir(['status', name, '--offline'])).stdout).toContain('--offline');
  });
  test('a resume applies again what does not hold any more', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    stage.range.control.putGroupsBack(stage.id);
    expect((await stage.ir(['status', name])).exit).toBe(1);
    const { exit, stderr } = await stage.ir(['resume', name, '--no-input', '--yes']);
    expect({ exit, stderr: exit === 5 ? '' : stderr }).toEqual({ exit: 5, stderr: '' });
    expect(containmentOf(stage.range, stage.id).interfaces).toMatchObject([{ groups: 1, shut: true }]);
  });
});
