import { expect, test } from 'vitest';
import type { Fact } from '../../src/journal/index.ts';
import { began, ended } from './durable-adapter.ts';
import { kinds, type MakeStage } from './durable-stage.ts';

export const abortContract = (stage: MakeStage): void => {
  const abort = { is: 'abort', because: 'wrong target', by: 'bob' } as const;
  const recorded: Fact = { is: 'aborted', by: 'bob', because: 'wrong target' };

  test('ends a sleep and a wait, and says by whom and why', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const later = new Date(place.now().getTime() + 3_600_000);
    const waiting = durable.fan(['sleep', 'wait'], 2, async (member, own) =>
      member === 'sleep' ? await own.sleepUntil(later) : await own.waitFor('hand', 'hand', later),
    );
    expect(durable.cancelled.aborted).toBe(false);
    await place.leave(abort);
    expect(await waiting).toEqual(['cancel', { is: 'cancel', by: 'bob', because: 'wrong target' }]);
    expect(durable.cancelled.aborted).toBe(true);
    expect(durable.entries().at(-1)).toMatchObject(recorded);
    expect(await durable.sleepUntil(later)).toBe('cancel');
  });
  test('lets what runs complete, and that is recorded', async () => {
    const { start, run, again } = await stage();
    const durable = await start();
    await durable.append(began('a'));
    await run().abort('bob', 'wrong target');
    expect(durable.cancelled.aborted).toBe(true);
    await durable.append(ended('a'));
    const after = await again('crash');
    expect(kinds(after)).toEqual(['opened', 'began', 'aborted', 'ended']);
  });
  test('that was left while nothing ran counts when the case is opened', async () => {
    const { start, run, place, open } = await stage();
    await start();
    await run().close();
    await place.leave(abort);
    const durable = await open();
    expect(durable.cancelled.aborted).toBe(true);
    expect(durable.entries().at(-1)).toMatchObject(recorded);
  });
  test('of an earlier run does not stop one that a person has resumed', async () => {
    const { start, run, again } = await stage();
    await start();
    await run().abort('bob', 'wrong target');
    const after = await again('close');
    expect(after.cancelled.aborted).toBe(false);
    expect(kinds(after)).toEqual(['opened', 'aborted']);
  });
};
