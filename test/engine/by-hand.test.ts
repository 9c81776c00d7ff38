import { describe, expect, test } from 'vitest';
import { leave } from '../../src/case/index.ts';
import { exitOf } from '../../src/engine/index.ts';
import { text } from '../../src/fields/index.ts';
import { minutes } from '../../src/language/index.ts';
import { leapingClock } from './leaping-clock.ts';
import {
  approve,
  caseOf,
  done,
  LATER,
  ofKind,
  openIn,
  playbookOf,
  rigged,
  standsOf,
  stepOf,
  verdictIs,
} from './rig.ts';

const rig = rigged();
const broken = (): never => {
  throw new Error('broken');
};
/** A change that AWS can't prove, and a person who can; then a reader of the proof. */
const proving = () =>
  caseOf(
    rig,
    playbookOf((_, { step, byHand }) => {
      const first = step('Set first', rig.things.set, { thing: 'first' });
      const shown = byHand('show', {
        instruction: 'Show it',
        proof: { seen: text('What did you see?') },
        shows: [first.was],
        within: minutes(10),
        proves: first,
      });
      step('Read it', rig.things.look, { thing: shown.seen });
      step('Needs both', rig.things.set, { thing: 'second' }, { needs: [first, shown] });
    }),
  );

describe('a by-hand step', () => {
  test('put off stays open; who reads it waits, and is done at the resume', async () => {
    rig.world.at('ran', 'first', () => rig.world.put('first', 'half'));
    const own = await proving();
    const first = await own.go();
    expect(standsOf(first)).toEqual({
      'set-first': 'unproven',
      'read-it': 'skipped open',
      'needs-both': 'skipped lost',
    });
    expect([openIn(first), verdictIs(first)]).toEqual([['by-hand show'], 'not contained']);
    const second = await own.go({ answer: () => done({ seen: 'nothing' }) });
    expect(standsOf(second)).toEqual({ 'set-first': 'holds', 'read-it': 'ended', 'needs-both': 'holds' });
    expect(stepOf(second, 'set-first').proof).toMatchObject({ by: 'person-said', detail: 'attested by alice' });
    expect(stepOf(second, 'read-it').input).toEqual({ thing: 'nothing' });
    expect([openIn(second), exitOf(second)]).toEqual([[], 0]);
    expect(ofKind(second, 'awaited')).toHaveLength(1);
  });

  test('proves what is unproven, never what does not hold', async () => {
    rig.world.at('ran', 'first', () => rig.world.put('first', 'theirs'));
    const own = await proving();
    const state = await own.go({ answer: () => done({ seen: 'nothing' }) });
    expect(stepOf(state, 'set-first').proof).toMatchObject({ is: 'does not hold', by: 'aws-read' });
    expect(verdictIs(state)).toBe('not contained');
  });

  test('is not asked where what it would prove holds, or was not done', async () => {
    const asked: unknown[] = [];
    const own = await proving();
    const answer = (question: unknown) => {
      asked.push(question);
      return LATER;
    };
    const state = await own.go({ answer });
    expect(standsOf(state)['set-first']).toBe('holds');
    expect([asked, openIn(state)]).toEqual([[], []]);
  });

  test('is attested from another shell while it is waited for', async () => {
    rig.world.at('ran', 'first', () => rig.world.put('first', 'half'));
    const own = await proving();
    const state = await own.go({
      answer: async () => {
        await leave(own.folder.inbox, { is: 'done', key: 'show', proof: { seen: 'elsewhere' }, by: 'bob' });
        return new Promise(() => undefined);
      },
    });
    expect(ofKind(state, 'attested')).toMatchObject([{ key: 'show', by: 'bob', proof: { seen: 'elsewhere' } }]);
    expect(stepOf(state, 'read-it').input).toEqual({ thing: 'elsewhere' });
  });

  test('whose time ran out is asked again at a resume, for as long again', async () => {
    rig.world.at('ran', 'first', () => rig.world.put('first', 'half'));
    const clock = leapingClock();
    const own = await proving();
    await own.go({ clock });
    clock.jump(minutes(11).seconds * 1000);
    const asked: string[] = [];
    const state = await own.go({
      clock,
      answer: (question) => {
        if (question.is === 'by-hand') asked.push(question.awaited.until);
        return done({ seen: 'x' });
      },
    });
    expect(ofKind(state, 'awaited').map(({ until }) => until)).toEqual([expect.any(String), ...asked]);
    expect(asked).toHaveLength(1);
    expect(openIn(state)).toEqual([]);
  });

  test('whose time runs out while it is asked stays open', async () => {
    rig.world.at('ran', 'first', () => rig.world.put('first', 'half'));
    const own = await proving();
    const state = await own.go({ clock: leapingClock(), answer: () => new Promise(() => undefined) });
    expect(openIn(state)).toContain('by-hand show');
  });

  test('is not asked while what it needs is missing, nor in a dry run, nor after an abort', async () => {
    rig.world.at('see', 'first', broken);
    const own = await caseOf(
      rig,
      playbookOf((_, { step, byHand, approval }) => {
        const first = step('Set first', rig.things.set, { thing: 'first' });
        const gate = approval('go', { question: 'Go?', within: minutes(10), onTimeout: 'hold' });
        byHand('needs', { instruction: 'x', proof: {}, within: minutes(10) }, { needs: [first], behind: gate });
      }),
    );
    const asked: string[] = [];
    const answer = (question: { is: string }) => (asked.push(question.is), LATER);
    const skipped = ofKind(await own.go({ answer }), 'skipped');
    expect(skipped).toMatchObject([{ key: 'needs', counts: 'lost', because: '“Set first” failed' }]);
    expect(asked).toEqual([]);
    rig.world.at('see', 'first', () => undefined);
    const waiting = ofKind(await own.go({ answer }), 'skipped');
    expect(waiting.at(-1)).toMatchObject({ key: 'needs', counts: 'open', because: 'waits for the approval “go”' });
    await own.go({ answer: (question) => (asked.push(question.is), question.is === 'gate' ? approve() : done({})) });
    expect(asked).toEqual(['gate', 'gate', 'by-hand']);

    const other = await proving();
    await other.go({ answer, opened: { mode: 'dry-run' }, door: rig.world.dryDoor });
    await other.go({ answer, first: ({ abort }) => abort('bob', 'x') });
    expect(asked).toHaveLength(3);
  });

  test('may prove all members of a fan-out, or each its own', async () => {
    rig.world.lists.set('l', ['x', 'y']);
    for (const name of ['x', 'y']) rig.world.at('ran', name, () => rig.world.put(name, 'half'));
    const all = await caseOf(
      rig,
      playbookOf((_, { step, each, byHand }) => {
        const { names } = step('List', rig.things.find, { thing: 'l' });
        const members = each('all', names, (name) => step('Set it', rig.things.set, { thing: name }));
        byHand('show', { instruction: 'x', proof: {}, within: minutes(10), proves: members });
      }),
    );
    expect(standsOf(await all.go({ answer: () => done({}) }))).toMatchObject({
      'all[x]/set-it': 'holds',
      'all[y]/set-it': 'holds',
    });
    const own = await caseOf(
      rig,
      playbookOf((_, { step, each, byHand }) => {
        const { names } = step('List', rig.things.find, { thing: 'l' });
        each('all', names, (name) => {
          const set = step('Set it', rig.things.set, { thing: name });
          byHand('show', { instruction: 'x', proof: {}, within: minutes(10), proves: set });
          return set;
        });
      }),
    );
    const state = await own.go({
      answer: (question) => (question.is === 'by-hand' && question.key === 'all[x]/show' ? done({}) : LATER),
    });
    expect(standsOf(state)).toMatchObject({ 'all[x]/set-it': 'holds', 'all[y]/set-it': 'unproven' });
    expect(verdictIs(state)).toBe('unproven');
  });
});
