import { expect, test } from 'vitest';
import type { Durable } from '../../src/engine/index.ts';
import { began, ended } from './durable-adapter.ts';
import { faults, kinds, type MakeStage } from './durable-stage.ts';

export const handleContract = (stage: MakeStage): void => {
  test('does one durable operation at a time: a second one is a fault, and nothing of it is written', async () => {
    const { start } = await stage();
    const durable = await start();
    const first = durable.append(began('a'));
    const second = faults(durable.append(began('b')));
    const third = faults(durable.fan(['x'], 1, () => Promise.resolve()));
    expect([await second, await third]).toEqual(['DurableFault', 'DurableFault']);
    await first;
    expect(kinds(durable)).toEqual(['opened', 'began']);
    await durable.append(ended('a'));
  });
  test('may tell, keep, arm, claim and look while an operation runs', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const appending = durable.append(began('a'));
    durable.tell({ is: 'said', key: 'a', what: 'half way' });
    durable.arm('x', new Date(place.now().getTime() + 60_000), { is: 'late', phase: 'isolate', deadline: 'x' });
    const keeping = durable.keep('a', 'one.txt', Buffer.from('one'));
    const claiming = durable.claim('i-0ab12cd34ef567890');
    expect(durable.standing('a').is).toBeTypeOf('string');
    expect((await durable.claim('i-0ab12cd34ef567890')).is).toBe((await claiming).is);
    await Promise.all([appending, keeping]);
    expect(kinds(durable)).toEqual(expect.arrayContaining(['began', 'said', 'kept']));
  });
  test('records a claim once, whoever asks again', async () => {
    const { start } = await stage();
    const durable = await start();
    const claims = await Promise.all([durable.claim('i-0ab12cd34ef567890'), durable.claim('i-0ab12cd34ef567890')]);
    expect(claims[0]).toEqual(claims[1]);
    expect(kinds(durable).filter((is) => ['claimed', 'unclaimed', 'held'].includes(is))).toHaveLength(1);
  });
  test('gives up a wait that has lost its race when it goes on', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const later = new Date(place.now().getTime() + 60_000);
    const lost = faults(durable.sleepUntil(later));
    await durable.append(began('a'));
    expect(await lost).toBe('DurableFault');
    const waiting = faults(durable.waitFor('a', 'a', later));
    const sleeping = durable.sleepUntil(later);
    expect(await waiting).toBe('DurableFault');
    await place.pass(60_000);
    expect(await sleeping).toBe('woke');
  });
  test('sleeps until a time, also one that passed while nothing ran', async () => {
    const { start, again, place } = await stage();
    const durable = await start();
    const at = new Date(place.now().getTime() + 30_000);
    let woke = false;
    const sleeping = durable.sleepUntil(at).then((how) => {
      woke = how === 'woke';
    });
    await place.pass(29_000);
    expect(woke).toBe(false);
    await place.pass(1_000);
    await sleeping;
    expect(woke).toBe(true);
    const after = await again('crash');
    expect(await after.sleepUntil(at)).toBe('woke');
  });
};

export const fanContract = (stage: MakeStage): void => {
  test('gives each member a handle of its own, so many at once, and results in the members’ order', async () => {
    const { start } = await stage();
    const durable = await start();
    let running = 0;
    let most = 0;
    const members = Array.from({ length: 20 }, (_, n) => `m${n}`);
    const results = await durable.fan(members, 4, async (member, own) => {
      running += 1;
      most = Math.max(most, running);
      await own.append(began(`each[${member}]/a`));
      await own.append(ended(`each[${member}]/a`));
      running -= 1;
      return member.toUpperCase();
    });
    expect(results).toEqual(members.map((member) => member.toUpperCase()));
    expect(most).toBe(4);
    expect(durable.entries()).toHaveLength(41);
  });
  test('keeps its parent’s handle busy until all members are done', async () => {
    const { start } = await stage();
    const durable = await start();
    const gate = Promise.withResolvers<void>();
    const fanning = durable.fan(['x'], 1, () => gate.promise);
    expect(await faults(durable.append(began('a')))).toBe('DurableFault');
    gate.resolve();
    await fanning;
    await durable.append(began('a'));
  });
  test('goes on past a member that throws, then throws that', async () => {
    const { start } = await stage();
    const durable = await start();
    const done: string[] = [];
    const fanning = durable.fan(['a', 'b', 'c'], 1, async (member, own) => {
      if (member === 'a') throw new Error('only a');
      await own.append(began(member));
      done.push(member);
    });
    await expect(fanning).rejects.toThrow('only a');
    expect(done).toEqual(['b', 'c']);
  });
  test('leaves each member where it was when the process died', async () => {
    const { start, again, run } = await stage();
    const durable = await start();
    const died = durable.fan(['ended', 'doubtful', 'fresh'], 3, async (member, own) => {
      if (member === 'fresh') return;
      await own.append(began(`each[${member}]/a`));
      if (member === 'ended') await own.append(ended(`each[${member}]/a`));
    });
    await died;
    expect(run().durable).toBe(durable);
    const after = await again('crash');
    const standings = ['ended', 'doubtful', 'fresh'].map((member) => after.standing(`each[${member}]/a`).is);
    expect(standings).toEqual(['ended', 'doubtful', 'fresh']);
  });
  test('may stand inside another, with a wait in one member while others go on', async () => {
    const { start, place } = await stage();
    const durable = await start();
    const at = new Date(place.now().getTime() + 30_000);
    const fanning = durable.fan(['sleeps', 'works'], 2, async (member, own) => {
      if (member === 'sleeps') return own.sleepUntil(at);
      const inner = await own.fan(['x', 'y'], 2, async (name, its) => (await its.append(began(name))).is);
      await place.pass(30_000);
      return inner.join(' ');
    });
    expect(await fanning).toEqual(['woke', 'began began']);
  });
  test('refuses two members of one name, and a handle that is used after it is over', async () => {
    const { start } = await stage();
    const durable = await start();
    expect(await faults(durable.fan(['a', 'a'], 2, () => Promise.resolve()))).toBe('DurableFault');
    const [own] = await durable.fan(['a'], 1, (_, handle) => Promise.resolve(handle));
    expect(await faults((own as Durable).append(began('a')))).toBe('DurableFault');
    expect(kinds(durable)).toEqual(['opened']);
  });
};
