import { describe, expect, test } from 'vitest';
import { exitOf } from '../../src/engine/index.ts';

import { caseOf, playbookOf, rigged, standsOf, stepOf, verdictIs } from './rig.ts';

const rig = rigged();
const broken = (): never => {
  throw new Error('broken');
};

describe('together, when and follow', () => {
  test('together waits for every branch, and a branch that fails stops none', async () => {
    rig.world.at('see', 'a', broken);
    const own = await caseOf(
      rig,
      playbookOf((_, { step, together }) => {
        const { b } = together({
          a: () => step('Set a', rig.things.set, { thing: 'a' }),
          b: () => {
            step('Set b first', rig.things.set, { thing: 'b1' });
            return step('Set b', rig.things.set, { thing: 'b' });
          },
        });
        step('After', rig.things.pair, { thing: 'c', also: b.was });
      }),
    );
    expect(standsOf(await own.go())).toEqual({
      'set-a': 'failed',
      'set-b-first': 'holds',
      'set-b': 'holds',
      after: 'holds',
    });
  });

  test('when: not met is not applicable, not known is lost, and neither speaks for it once that has changed', async () => {
    rig.world.at('look', 'a', broken);
    const own = await caseOf(
      rig,
      playbookOf((_, { step, when }) => {
        const read = step('Look', rig.things.look, { thing: 'a' });
        const inside = when('there', read.isThere.is(true), () => step('Set b', rig.things.set, { thing: 'b' }));
        when('gone', read.value.missing(), () => step('Set c', rig.things.set, { thing: 'c' }));
        step('Read inside', rig.things.pair, { thing: 'd', also: inside.was });
      }),
    );
    const first = await own.go();
    expect(standsOf(first)).toEqual({
      look: 'failed',
      'set-b': 'skipped lost',
      'set-c': 'skipped lost',
      'read-inside': 'skipped lost',
    });
    expect(verdictIs(first)).toBe('not contained');
    rig.world.at('look', 'a', () => undefined);
    await rig.world.put('a', 'here');
    rig.world.at('see', 'b', broken);
    const second = await own.go();
    expect(standsOf(second)).toEqual({
      look: 'ended',
      'set-b': 'failed',
      'set-c': 'skipped fine',
      'read-inside': 'skipped lost',
    });
    rig.world.at('see', 'b', () => undefined);
    const third = await own.go();
    expect(standsOf(third)).toEqual({
      look: 'ended',
      'set-b': 'holds',
      'set-c': 'skipped fine',
      'read-inside': 'holds',
    });
    expect([verdictIs(third), exitOf(third)]).toEqual(['contained', 0]);
  });

  test('a stale skip of a when does not stand for a step inside that is in doubt', async () => {
    rig.world.at('look', 'a', broken);
    const own = await caseOf(
      rig,
      playbookOf((_, { step, when }) => {
        const read = step('Look', rig.things.look, { thing: 'a' });
        when('gone', read.isThere.is(false), () => step('Set b', rig.things.set, { thing: 'b' }));
      }),
    );
    await own.go();
    rig.world.at('look', 'a', () => undefined);
    const state = await own.go({ first: ({ abort }) => abort('bob', 'enough') });
    // The condition is not known again, because the look was not made: nothing was decided.
    expect(standsOf(state)).toEqual({ look: 'skipped open', 'set-b': 'skipped open' });
    expect(verdictIs(state)).toBe('under way');
    expect(standsOf(await own.go())).toEqual({ look: 'ended', 'set-b': 'holds' });
  });

  test('a when that was skipped earlier is needed as it is now', async () => {
    rig.world.at('look', 'a', broken);
    const own = await caseOf(
      rig,
      playbookOf((_, { step, when }) => {
        const read = step('Look', rig.things.look, { thing: 'a' });
        const inside = when('gone', read.isThere.is(false), () => step('Set b', rig.things.set, { thing: 'b' }));
        step('Needs it', rig.things.set, { thing: 'c' }, { needs: [inside] });
      }),
    );
    expect(standsOf(await own.go())['needs-it']).toBe('skipped lost');
    rig.world.at('look', 'a', () => undefined);
    expect(standsOf(await own.go())).toEqual({ look: 'ended', 'set-b': 'holds', 'needs-it': 'holds' });
  });

  test('follow runs another playbook under its name, and what it contains counts', async () => {
    const { look, set } = rig.things;
    const child = playbookOf(({ target }, { step, phase }) => {
      phase('revoke');
      step('Set it', set, { thing: target });
    }, 'child');
    const own = await caseOf(
      rig,
      playbookOf((_, { step, phase, follow }) => {
        step('Set first', set, { thing: 'first' });
        phase('assess');
        const read = step('Look', look, { thing: 'nothing' });
        follow(child as never, { target: read.value.orSkip });
      }),
    );
    const without = await own.go();
    expect(standsOf(without)).toEqual({ 'set-first': 'holds', look: 'ended', 'child/set-it': 'skipped fine' });
    expect(without.phases.map(({ phase }) => phase)).toEqual(['isolate', 'assess']);
  });

  test('follow waits for what it needs, and for its approval', async () => {
    const { set } = rig.things;
    const child = playbookOf(({ target }, { step }) => void step('Set it', set, { thing: target }), 'child');
    rig.world.at('see', 'first', broken);
    const own = await caseOf(
      rig,
      playbookOf(({ target }, { step, approval, follow }) => {
        const first = step('Set first', set, { thing: 'first' });
        const gate = approval('go', { question: 'Go?', within: { seconds: 60 }, onTimeout: 'hold' });
        follow(child as never, { target }, { needs: [first], behind: gate });
      }),
    );
    const asked: string[] = [];
    const answer = (question: { readonly is: string }) => {
      asked.push(question.is);
      return { is: 'answer', answer: 'approved', by: 'alice', how: 'typed' } as const;
    };
    expect(standsOf(await own.go({ answer }))).toEqual({ 'set-first': 'failed', 'child/set-it': 'skipped lost' });
    // Nobody is asked about what can't be done.
    expect(asked).toEqual([]);
    rig.world.at('see', 'first', () => undefined);
    const state = await own.go({ answer });
    expect([asked, standsOf(state)]).toEqual([['gate'], { 'set-first': 'holds', 'child/set-it': 'holds' }]);
    expect(stepOf(state, 'child/set-it').input).toEqual({ thing: 'target' });
  });
});
