import { describe, expect, test } from 'vitest';
import { minutes } from '../../src/language/index.ts';
import { approve, caseOf, LATER, playbookOf, rigged, standsOf, stepOf } from './rig.ts';

const rig = rigged();

describe('references', () => {
  test('stand in lists, go through what may be absent, and are asked for in conditions', async () => {
    rig.world.lists.set('l', ['x']);
    const own = await caseOf(
      rig,
      playbookOf((_, { step, when }) => {
        const { items, none, names } = step('List', rig.things.find, { thing: 'l' });
        const read = step('Look', rig.things.look, { thing: 'nothing' });
        step('Count both', rig.things.count, { things: [read.thing, 'fixed'] });
        step('Count none', rig.things.count, { things: none.orSkip });
        const never = when('never', read.isThere.is(true), () => step('Not ever', rig.things.look, { thing: 'n' }));
        when('missing', never.thing.missing(), () => step('It is missing', rig.things.look, { thing: 'm' }));
        when('not-missing', never.thing.is('n'), () => step('It is not', rig.things.look, { thing: 'm' }));
        const deep = (items as never as Record<string, { readonly orSkip: Record<string, never> }>)['nowhere'];
        step('Deep', rig.things.look, { thing: deep?.orSkip['deeper'] as never });
        step('Names', rig.things.count, { things: names });
      }),
    );
    const state = await own.go();
    expect(standsOf(state)).toEqual({
      list: 'ended',
      look: 'ended',
      'count-both': 'ended',
      'count-none': 'skipped fine',
      'not-ever': 'skipped fine',
      'it-is-missing': 'ended',
      'it-is-not': 'skipped fine',
      deep: 'skipped fine',
      names: 'ended',
    });
    expect(stepOf(state, 'count-both').input).toEqual({ things: ['nothing', 'fixed'] });
  });
});

describe('what is needed', () => {
  test('has not begun, or has been put back: it does not stand', async () => {
    rig.world.lists.set('l', ['x']);
    const own = await caseOf(
      rig,
      playbookOf((_, { step, each, approval }) => {
        const first = step('First', rig.things.set, { thing: 'f' });
        const { names } = step('List', rig.things.find, { thing: 'l' });
        const all = each('all', names, (name) => {
          const go = approval('go', { question: 'Go?', within: minutes(30), onTimeout: 'hold' });
          return step('Inside', rig.things.set, { thing: name }, { behind: go });
        });
        const end = approval('end', { question: 'End?', within: minutes(30), onTimeout: 'hold' });
        step('After', rig.things.set, { thing: 'a' }, { needs: [first, all], behind: end });
      }),
    );
    rig.world.at('look', 'l', () => {
      throw new Error('broken');
    });
    const only = (gate: string) => (question: { readonly is: string; readonly gate?: string }) =>
      question.gate === gate ? approve() : LATER;
    const asked: (string | undefined)[] = [];
    await own.go({ answer: (question) => (asked.push(question.is === 'gate' ? question.gate : ''), LATER) });
    expect(asked).toEqual([]);
    rig.world.at('look', 'l', () => undefined);
    const waiting = await own.go({ answer: only('end') });
    expect(stepOf(waiting, 'after').skip?.because).toContain('“Inside” was not done: waits for the approval');
    await own.hold(async ({ durable }) =>
      durable.append({ is: 'released', key: 'first', outcome: 'released', calls: [] }),
    );
    const state = await own.go({ answer: only('all[x]/go') });
    expect(standsOf(state)).toMatchObject({ 'all[x]/inside': 'holds', after: 'skipped lost' });
    expect(stepOf(state, 'after').skip?.because).toBe('“First” does not hold: it was released');
  });
});
