import { describe, expect, test } from 'vitest';
import { exitOf, run, stateOf } from '../../src/engine/index.ts';
import { minutes } from '../../src/language/index.ts';
import { leapingClock } from './leaping-clock.ts';
import { approve, type Case, caseOf, LATER, ofKind, playbookOf, rigged, standsOf, stepOf } from './rig.ts';

const rig = rigged();
const START = Date.parse('2026-11-20T08:12:00.000Z');
const alerted = new Date(START).toISOString();
const broken = (): never => {
  throw new Error('broken');
};
const lateOf = (state: ReturnType<typeof stateOf>) => ofKind(state, 'late').map(({ phase }) => phase);
const phaseIn = (state: ReturnType<typeof stateOf>, phase: string) => state.phases.find((each) => each.phase === phase);

const twoPhases = (between: () => void = () => undefined): Promise<Case> =>
  caseOf(
    rig,
    playbookOf((_, { phase, step, approval }) => {
      step('Isolate', rig.things.set, { thing: 'a' });
      phase('revoke');
      const gate = approval('go', { question: 'Go?', within: minutes(30), onTimeout: 'hold' });
      step('Revoke', rig.things.set, { thing: 'b' }, { behind: gate });
      between();
    }),
  );

describe('deadlines', () => {
  test('a case that is worked on in time is not late', async () => {
    const state = await (await twoPhases()).go({ clock: leapingClock(), opened: { alerted }, answer: () => approve() });
    expect([lateOf(state), exitOf(state)]).toEqual([[], 0]);
    expect(phaseIn(state, 'isolate')?.deadline).toEqual(new Date(START + 120_000));
  });

  test('one that is opened late is late at once, and contains all the same', async () => {
    const clock = leapingClock(START + 3 * 3_600_000);
    const state = await (await twoPhases()).go({ clock, opened: { alerted }, answer: () => approve() });
    expect(standsOf(state)).toEqual({ isolate: 'holds', revoke: 'holds' });
    expect([lateOf(state), exitOf(state)]).toEqual([['isolate', 'revoke'], 6]);
  });

  test('a phase that was done in time is not late at a resume long after', async () => {
    const clock = leapingClock();
    const own = await twoPhases();
    await own.go({ clock, opened: { alerted } });
    clock.jump(3_600_000);
    const state = await own.go({ clock, answer: () => approve() });
    expect([lateOf(state), phaseIn(state, 'isolate')?.late, phaseIn(state, 'revoke')?.late]).toEqual([
      ['revoke'],
      false,
      true,
    ]);
    expect(exitOf(state)).toBe(6);
  });

  test('one whose containing step failed is late when its time has passed, also where nothing ran then', async () => {
    const clock = leapingClock();
    rig.world.at('see', 'a', broken);
    const own = await twoPhases();
    await own.go({ clock, opened: { alerted } });
    clock.jump(130_000);
    const state = await own.go({ clock });
    expect(lateOf(state)).toEqual(['isolate']);
    expect(ofKind(await own.go({ clock }), 'late')).toHaveLength(1);
  });

  test('evidence that is made at a resume does not make its phase late', async () => {
    const clock = leapingClock();
    rig.world.at('find', 'k', broken);
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => {
        step('Keep', rig.things.make, { thing: 'k' });
        step('Isolate', rig.things.set, { thing: 'a' });
      }),
    );
    await own.go({ clock, opened: { alerted } });
    clock.jump(3_600_000);
    rig.world.at('find', 'k', () => undefined);
    const state = await own.go({ clock });
    expect([standsOf(state)['keep'], lateOf(state), exitOf(state)]).toEqual(['ended', [], 0]);
  });

  test('pass while a person is waited for', async () => {
    const own = await twoPhases();
    const state = await own.go({
      clock: leapingClock(),
      opened: { alerted },
      answer: () => new Promise(() => undefined),
    });
    expect(lateOf(state)).toEqual(['revoke']);
  });

  test('that `ir set` has moved say nothing any more; the new one counts', async () => {
    const clock = leapingClock(START + 3 * 60_000);
    const own = await twoPhases();
    const first = await own.go({ clock, opened: { alerted } });
    expect([lateOf(first), phaseIn(first, 'isolate')?.late]).toEqual([['isolate'], true]);
    const { DEADLINES } = await import('../../src/engine/index.ts');
    const state = await own.go({
      clock,
      first: ({ durable }) =>
        durable.append({ is: 'set', severity: 'high', deadlines: DEADLINES.high, by: 'alice', began: alerted }),
      answer: () => approve(),
    });
    expect([phaseIn(state, 'isolate')?.late, phaseIn(state, 'revoke')?.late, exitOf(state)]).toEqual([false, false, 0]);
    expect(state.clocks).toMatchObject({ severity: 'high', began: new Date(alerted) });
  });

  test('that `ir set` moves while the run goes on are taken in at the next step', async () => {
    const clock = leapingClock();
    const own = await twoPhases();
    rig.world.at('run', 'a', () => undefined);
    const state = await own.hold(
      async ({ durable }, options) => {
        rig.world.at('run', 'a', () => {
          durable.tell({ is: 'set', deadlines: { isolate: 120, revoke: 1 }, by: 'alice' });
          clock.jump(2_000);
        });
        await run(options);
        return stateOf(durable.entries());
      },
      { clock, opened: { alerted }, answer: () => LATER },
    );
    expect(lateOf(state)).toEqual(['revoke']);
    expect(ofKind(state, 'late')[0]?.deadline).toBe(new Date(START + 1_000).toISOString());
  });
});

describe('lateness', () => {
  test('gives up optional evidence, with the loss recorded, and no change, whatever is said of it', async () => {
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => {
        step('Keep', rig.things.make, { thing: 'k' }, { optional: true });
        step('Keep all the same', rig.things.make, { thing: 'l' });
        step('Look', rig.things.look, { thing: 'k' }, { optional: true });
        step('Set', rig.things.set, { thing: 'a' }, { optional: true });
      }),
    );
    const state = await own.go({ clock: leapingClock(START + 3 * 60_000), opened: { alerted } });
    expect(standsOf(state)).toEqual({
      keep: 'skipped lost',
      'keep-all-the-same': 'ended',
      look: 'ended',
      set: 'holds',
    });
    expect(stepOf(state, 'keep').skip?.because).toContain('its phase is late');
  });

  test('does not keep evidence that was begun from being looked up', async () => {
    await rig.world.put('k', 'made before the crash');
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => void step('Keep', rig.things.make, { thing: 'k' }, { optional: true })),
    );
    const state = await own.go({
      clock: leapingClock(START + 3 * 60_000),
      opened: { alerted },
      first: ({ durable }) =>
        durable.append({ is: 'began', key: 'keep', step: 'keep', attempt: 1, input: { thing: 'k' } }),
    });
    expect(stepOf(state, 'keep')).toMatchObject({ is: 'ended', found: true });
  });

  test('of a playbook that is followed counts from when it begins, and makes no phase of the case late', async () => {
    const { make, set, look } = rig.things;
    const child = playbookOf(({ target }, { step }) => {
      step('Child looks', look, { thing: target });
      step('Child keeps', make, { thing: 'k' }, { optional: true });
      step('Child looks long', look, { thing: 'long' });
      step('Child keeps no more', make, { thing: 'l' }, { optional: true });
      step('Child sets', set, { thing: 'c' });
    }, 'child');
    const own = await caseOf(
      rig,
      playbookOf(({ target }, { step, phase, follow }) => {
        step('Isolate', set, { thing: 'a' });
        phase('assess');
        step('Look long', look, { thing: 'b' });
        follow(child as never, { target });
      }),
    );
    const clock = leapingClock();
    rig.world.at('look', 'b', () => clock.jump(10 * 60_000));
    rig.world.at('look', 'long', () => clock.jump(6 * 60_000));
    const state = await own.go({ clock, opened: { alerted, deadlines: { isolate: 300, assess: 7_200 } } });
    expect(standsOf(state)).toEqual({
      isolate: 'holds',
      'look-long': 'ended',
      'child/child-looks': 'ended',
      'child/child-keeps': 'ended',
      'child/child-looks-long': 'ended',
      'child/child-keeps-no-more': 'skipped lost',
      'child/child-sets': 'holds',
    });
    expect([lateOf(state), exitOf(state)]).toEqual([[], 0]);
    expect(state.phases.map(({ phase }) => phase)).toEqual(['isolate', 'assess']);
  });
});
