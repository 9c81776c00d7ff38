import { expect, test } from 'vitest';
import type { Durable } from '../../src/engine/index.ts';
import type { Fact } from '../../src/journal/index.ts';
import { began } from './durable-adapter.ts';
import { kinds, type MakeStage } from './durable-stage.ts';

const late = (deadline: Date): Fact => ({ is: 'late', phase: 'isolate', deadline: deadline.toISOString() });
const timesLate = (durable: Durable): number => durable.entries().filter(({ is }) => is === 'late').length;

/** A deadline that an outage can't swallow (engine.md, trap 2). */
export const deadlineContract = (stage: MakeStage): void => {
  test('is recorded once, when it passes', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const at = new Date(place.now().getTime() + 120_000);
    durable.arm('isolate', at, late(at));
    await place.pass(119_000);
    expect(timesLate(durable)).toBe(0);
    await place.pass(1_000);
    await expect.poll(() => timesLate(durable)).toBe(1);
    await place.pass(600_000);
    await durable.append(began('a'));
    expect(kinds(durable)).toEqual(['opened', 'late', 'began']);
  });
  test('is recorded also while a step runs that takes too long', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const at = new Date(place.now().getTime() + 1_000);
    durable.arm('isolate', at, late(at));
    await durable.append(began('a'));
    await place.pass(60_000);
    await expect.poll(() => timesLate(durable)).toBe(1);
  });
  test('that is met is never recorded', async () => {
    const { start, again, place } = await stage();
    const durable = await start();
    const at = new Date(place.now().getTime() + 1_000);
    durable.arm('isolate', at, late(at));
    expect(await durable.disarm('isolate')).toBe('in-time');
    await place.pass(60_000);
    expect(timesLate(await again('close'))).toBe(0);
  });
  test('that passed while nothing ran is recorded as soon as it is armed again, once', async () => {
    const { start, again, place } = await stage();
    const durable = await start();
    const at = new Date(place.now().getTime() + 1_000);
    durable.arm('isolate', at, late(at));
    await durable.append(began('a'));
    let after = await again('crash');
    expect(timesLate(after)).toBe(0);
    place.suspend(3_600_000);
    after.arm('isolate', at, late(at));
    await expect.poll(() => timesLate(after)).toBe(1);
    after = await again('crash');
    after.arm('isolate', at, late(at));
    expect(await after.disarm('isolate')).toBe('breached');
    expect(timesLate(after)).toBe(1);
  });
  test('that has passed is not swallowed by being disarmed first', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const at = new Date(place.now().getTime() + 1_000);
    durable.arm('isolate', at, late(at));
    place.suspend(60_000);
    expect(await durable.disarm('isolate')).toBe('breached');
    expect(timesLate(durable)).toBe(1);
    await place.pass(60_000);
    await durable.append(began('a'));
    expect(timesLate(durable)).toBe(1);
  });
  test('that was moved is only recorded at its new time', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const [first, second] = [1_000, 60_000].map((ms) => new Date(place.now().getTime() + ms)) as [Date, Date];
    durable.arm('isolate', first, late(first));
    durable.arm('isolate', second, late(second));
    await place.pass(30_000);
    await durable.append(began('a'));
    expect(timesLate(durable)).toBe(0);
    await place.pass(30_000);
    await expect.poll(() => timesLate(durable)).toBe(1);
    expect(durable.entries().at(-1)).toMatchObject(late(second));
  });
  test('of another name does not stand in for it', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const at = new Date(place.now().getTime() + 1_000);
    durable.arm('isolate', at, late(at));
    durable.arm('revoke', at, { ...late(at), phase: 'revoke' } as Fact);
    expect(await durable.disarm('isolate')).toBe('in-time');
    await place.pass(1_000);
    await expect.poll(() => durable.entries().at(-1)).toMatchObject({ is: 'late', phase: 'revoke' });
    expect(timesLate(durable)).toBe(1);
  });
};
