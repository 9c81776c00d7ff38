import { expect, test } from 'vitest';
import type { Entry } from '../../src/journal/index.ts';
import { began, ended, failed, OPENED } from './durable-adapter.ts';
import { faults, kinds, type MakeStage } from './durable-stage.ts';

export const caseContract = (stage: MakeStage): void => {
  test('begins with its opened entry and has only one', async () => {
    const { open } = await stage();
    const durable = await open();
    expect(await faults(durable.append(began('a')))).toBe('DurableFault');
    expect(durable.entries()).toEqual([]);
    await durable.append(OPENED);
    expect(await faults(durable.append(OPENED))).toBe('DurableFault');
    expect(kinds(durable)).toEqual(['opened']);
  });
  test('is pinned to its plan: what was opened comes back as it was, on any machine', async () => {
    const { start, again } = await stage();
    await start();
    const durable = await again('crash');
    expect(durable.entries()).toMatchObject([{ ...OPENED, seq: 1 }]);
    expect(await faults(durable.append({ ...OPENED, planHash: 'b'.repeat(64) }))).toBe('DurableFault');
  });
  test('keeps all that was acknowledged, in order and without a gap, over a crash', async () => {
    const { start, again } = await stage();
    const durable = await start();
    const appended: Entry[] = [...durable.entries()];
    for (const key of ['a', 'b', 'c'])
      appended.push(await durable.append(began(key)), await durable.append(ended(key)));
    const after = await again('crash');
    expect(after.entries()).toEqual(appended);
    expect(after.entries().map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
  test('has what is told before what is appended later, at any time', async () => {
    const { start, again } = await stage();
    const durable = await start();
    durable.tell({ is: 'said', key: 'a', what: 'one' });
    const appending = durable.append(began('a'));
    durable.tell({ is: 'said', key: 'a', what: 'two' });
    await appending;
    await durable.append(ended('a'));
    const said = (entry: Entry): string => (entry.is === 'said' ? entry.what : entry.is);
    expect((await again('crash')).entries().map(said)).toEqual(['opened', 'one', 'began', 'two', 'ended']);
  });
};

export const stepContract = (stage: MakeStage): void => {
  test('is fresh, then doubtful from its intent on, then ended for good', async () => {
    const { start, again } = await stage();
    let durable = await start();
    expect(durable.standing('a')).toEqual({ is: 'fresh', attempt: 1 });
    await durable.append(began('a'));
    durable = await again('crash');
    expect(durable.standing('a')).toMatchObject({
      is: 'doubtful',
      attempt: 1,
      began: { key: 'a', input: { key: 'a' } },
    });
    await durable.append(ended('a'));
    durable = await again('crash');
    expect(durable.standing('a')).toMatchObject({ is: 'ended', ended: { key: 'a', output: { key: 'a' } } });
  });
  test('that has ended is never begun again', async () => {
    const { start, again } = await stage();
    const durable = await start();
    await durable.append(began('a'));
    await durable.append(ended('a'));
    const after = await again('close');
    expect(await faults(after.append(began('a', 2)))).toBe('DurableFault');
    expect(kinds(after)).toEqual(['opened', 'began', 'ended']);
  });
  test('that failed or was skipped is fresh again, and its attempts are counted', async () => {
    const { start, again } = await stage();
    const durable = await start();
    await durable.append(began('a'));
    await durable.append(failed('a'));
    expect(durable.standing('a')).toEqual({ is: 'fresh', attempt: 2 });
    await durable.append({ is: 'skipped', key: 'a', attempt: 2, counts: 'open', because: 'waits' });
    expect((await again('crash')).standing('a')).toEqual({ is: 'fresh', attempt: 3 });
  });
  test('that crashes anywhere around its effect has it exactly once, if the outside is asked when in doubt', async () => {
    const crashPoints = ['before intent', 'before effect', 'after effect', 'after end', 'never'] as const;
    for (const point of crashPoints) {
      const { start, again } = await stage();
      let durable = await start();
      const made: string[] = [];
      for (let process = 0; process < 2; process += 1) {
        const dies = (at: (typeof crashPoints)[number]): boolean => process === 0 && at === point;
        const go = async (): Promise<void> => {
          const standing = durable.standing('a');
          if (standing.is === 'ended' || dies('before intent')) return;
          if (standing.is === 'fresh') await durable.append(began('a'));
          if (dies('before effect')) return;
          if (standing.is === 'fresh' || !made.includes('a')) made.push('a');
          if (dies('after effect')) return;
          await durable.append(ended('a'));
        };
        await go();
        durable = await again('crash');
      }
      expect(`${point}: ${made.join(' ')}`).toBe(`${point}: a`);
      expect(durable.standing('a').is).toBe('ended');
    }
  });
};
