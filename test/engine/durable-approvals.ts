import { expect, test } from 'vitest';
import type { Durable, Signal } from '../../src/engine/index.ts';
import type { Entry, Of } from '../../src/journal/index.ts';
import type { Place } from './durable-adapter.ts';
import { kinds, type MakeStage } from './durable-stage.ts';

const MINUTES = 60_000;
const ask = async (durable: Durable, place: Place, nonce: string, gate = 'terminate'): Promise<Of<'asked'>> => {
  const until = new Date(place.now().getTime() + 10 * MINUTES).toISOString();
  return (await durable.append({ is: 'asked', gate, nonce, shows: {}, until })) as Of<'asked'>;
};
const wait = (durable: Durable, { gate, nonce, until }: Of<'asked'>): Promise<Signal> =>
  durable.waitFor(gate, nonce, new Date(until));
const answer = (more: { nonce?: string; by?: string; answer?: 'approved' | 'denied'; gate?: string } = {}) =>
  ({ is: 'answer', gate: 'terminate', answer: 'approved', by: 'bob', ...more }) as const;
const refusals = (durable: Durable): readonly Entry[] =>
  durable.entries().filter((entry) => entry.is === 'noted' && entry.text.includes('refused'));
const answers = (durable: Durable): readonly string[] =>
  durable.entries().flatMap((entry) => (entry.is === 'answered' ? [`${entry.answer} by ${entry.by}`] : []));

/** Bound to a nonce made with the question, so that it can't exist before it (engine.md, trap 6). */
export const approvalContract = (stage: MakeStage): void => {
  test('from another shell is taken in, recorded, and ends the wait', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const asked = await ask(durable, place, 'n1');
    const waiting = wait(durable, asked);
    await place.leave(answer({ nonce: 'n1', answer: 'denied' }));
    expect(await waiting).toMatchObject({ is: 'answer', answer: 'denied', by: 'bob' });
    expect(answers(durable)).toEqual(['denied by bob']);
  });
  test('that names no nonce answers the question that is asked', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const asked = await ask(durable, place, 'n1');
    const waiting = wait(durable, asked);
    await place.leave(answer());
    expect(await waiting).toMatchObject({ is: 'answer', answer: 'approved', by: 'bob' });
    expect(durable.entries().at(-1)).toMatchObject({ is: 'answered', nonce: 'n1' });
  });
  test('given here is recorded by whoever asked, and ends the wait the same way', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const asked = await ask(durable, place, 'n1');
    const waiting = wait(durable, asked);
    await durable.append({
      is: 'answered',
      gate: 'terminate',
      nonce: 'n1',
      answer: 'approved',
      by: 'alice',
      how: 'typed',
    });
    expect(await waiting).toEqual({ is: 'answer', answer: 'approved', by: 'alice', how: 'typed' });
  });
  test('given before the question does not count, and that is recorded', async () => {
    const { start, place } = await stage();
    const durable = await start();
    await place.leave(answer());
    await expect.poll(() => refusals(durable)).toHaveLength(1);
    const asked = await ask(durable, place, 'n1');
    const waiting = wait(durable, asked);
    await place.pass(10 * MINUTES);
    expect(await waiting).toEqual({ is: 'timeout' });
    expect(answers(durable)).toEqual([]);
  });
  test('given before the question but taken in after it does not count either', async () => {
    const { start, run, place, open } = await stage();
    let durable = await start();
    await ask(durable, place, 'n1');
    await run().close();
    place.suspend(60 * MINUTES);
    await place.leave(answer({ nonce: 'n1' }));
    durable = await open();
    expect(refusals(durable)).toHaveLength(1);
    const asked = await ask(durable, place, 'n2');
    const waiting = wait(durable, asked);
    await place.leave(answer({ nonce: 'n1' }));
    await expect.poll(() => refusals(durable)).toHaveLength(2);
    await place.leave(answer({ nonce: 'n2', by: 'carol' }));
    expect(await waiting).toMatchObject({ is: 'answer', by: 'carol' });
  });
  test('with another nonce, or for another gate, does not count, and that is recorded', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const asked = await ask(durable, place, 'n1');
    const waiting = wait(durable, asked);
    await place.leave(answer({ nonce: 'n0', by: 'mallory' }));
    await place.leave(answer({ gate: 'other', by: 'mallory' }));
    await place.leave(answer({ nonce: 'n1' }));
    expect(await waiting).toMatchObject({ is: 'answer', by: 'bob' });
    expect(refusals(durable)).toMatchObject([{ by: 'mallory' }, { by: 'mallory' }]);
    expect(answers(durable)).toEqual(['approved by bob']);
  });
  test('given twice counts once: the first', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const asked = await ask(durable, place, 'n1');
    const waiting = wait(durable, asked);
    await place.leave(answer({ answer: 'denied', by: 'bob' }));
    await place.leave(answer({ answer: 'approved', by: 'mallory' }));
    expect(await waiting).toMatchObject({ answer: 'denied', by: 'bob' });
    await expect.poll(() => refusals(durable)).toMatchObject([{ by: 'mallory' }]);
    const counts = await durable.append({
      is: 'answered',
      gate: 'terminate',
      nonce: 'n1',
      answer: 'approved',
      by: 'x',
      how: 'x',
    });
    expect(counts).toMatchObject({ answer: 'denied', by: 'bob' });
    expect(answers(durable)).toEqual(['denied by bob']);
  });
  test('after its time does not count', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const asked = await ask(durable, place, 'n1');
    const waiting = wait(durable, asked);
    await place.pass(10 * MINUTES);
    expect(await waiting).toEqual({ is: 'timeout' });
    await place.pass(1);
    await place.leave(answer({ nonce: 'n1' }));
    await expect.poll(() => refusals(durable)).toHaveLength(1);
    expect(answers(durable)).toEqual([]);
  });
  test('left at the last moment counts, though time is up when it is taken in', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const asked = await ask(durable, place, 'n1');
    const waiting = wait(durable, asked);
    await place.pass(10 * MINUTES - 1);
    await place.leave(answer({ nonce: 'n1' }));
    await place.pass(1);
    expect(await waiting).toMatchObject({ is: 'answer', answer: 'approved', by: 'bob' });
  });
  test('left in time while nothing ran counts, however late it is taken in', async () => {
    const { start, run, place, open } = await stage();
    let durable = await start();
    const asked = await ask(durable, place, 'n1');
    await run().crash();
    await place.leave(answer({ nonce: 'n1' }));
    place.suspend(60 * MINUTES);
    durable = await open();
    expect(await wait(durable, asked)).toMatchObject({ is: 'answer', answer: 'approved', by: 'bob' });
  });
  test('that is recorded is not asked for again after a crash', async () => {
    const { start, again, place } = await stage();
    let durable = await start();
    const asked = await ask(durable, place, 'n1');
    const waiting = wait(durable, asked);
    await place.leave(answer());
    await waiting;
    durable = await again('crash');
    place.suspend(60 * MINUTES);
    expect(await wait(durable, asked)).toMatchObject({ is: 'answer', answer: 'approved' });
    expect(kinds(durable)).toEqual(['opened', 'asked', 'answered']);
  });
  test('by hand: its proof ends the wait, once, and none counts for what is not awaited', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const proof = { ticket: 'INC-41', devices: 3 };
    await place.leave({ is: 'done', key: 'pair-devices', proof, by: 'mallory' });
    await expect.poll(() => refusals(durable)).toHaveLength(1);
    const until = new Date(place.now().getTime() + 10 * MINUTES);
    await durable.append({ is: 'awaited', key: 'pair-devices', until: until.toISOString(), shows: {} });
    const waiting = durable.waitFor('pair-devices', 'pair-devices', until);
    await place.leave({ is: 'done', key: 'pair-devices', proof, by: 'bob' });
    await place.leave({ is: 'done', key: 'pair-devices', proof: {}, by: 'mallory' });
    expect(await waiting).toEqual({ is: 'attested', proof, by: 'bob' });
    await expect.poll(() => refusals(durable)).toHaveLength(2);
    const again = await durable.append({ is: 'attested', key: 'pair-devices', proof: {}, by: 'mallory' });
    expect(again).toMatchObject({ proof, by: 'bob' });
    expect(kinds(durable).filter((is) => is === 'attested')).toHaveLength(1);
  });
};
