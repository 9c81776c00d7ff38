import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { exitOf } from '../../src/engine/index.ts';
import { memberName } from '../../src/engine/plan-index.ts';
import { caseOf, ofKind, playbookOf, rigged, standsOf, stepOf, verdictIs } from './rig.ts';

const rig = rigged();
const broken = (): never => {
  throw new Error('broken');
};

describe('each', () => {
  const overAll = (mayBeEmpty?: string) =>
    caseOf(
      rig,
      playbookOf((_, { step, each }) => {
        const { names } = step('List', rig.things.find, { thing: 'l' });
        const all = each(
          'all',
          names,
          (name) => step('Set it', rig.things.pair, { thing: name, also: 'x' }),
          mayBeEmpty === undefined ? {} : { mayBeEmpty },
        );
        step('Read all', rig.things.count, { things: all.set });
      }),
    );

  test('does it once for each member, under a key of its own, and gathers what came of it', async () => {
    rig.world.lists.set('l', ['x', 'y']);
    const state = await (await overAll()).go();
    expect(standsOf(state)).toEqual({
      list: 'ended',
      'all[x]/set-it': 'holds',
      'all[y]/set-it': 'holds',
      'read-all': 'ended',
    });
    expect(stepOf(state, 'read-all').input).toEqual({ things: ['x', 'y'] });
    expect(ofKind(state, 'fanned')).toMatchObject([{ key: 'all', names: ['x', 'y'], members: ['x', 'y'] }]);
    expect(verdictIs(state)).toBe('contained');
  });

  test('F5: one member’s failure never stops the others, and leaves no list', async () => {
    rig.world.lists.set('l', ['x', 'y', 'z']);
    rig.world.at('see', 'y', broken);
    const own = await overAll();
    const state = await own.go();
    expect(standsOf(state)).toMatchObject({
      'all[x]/set-it': 'holds',
      'all[y]/set-it': 'failed',
      'all[z]/set-it': 'holds',
      'read-all': 'skipped lost',
    });
    expect([verdictIs(state), exitOf(state)]).toEqual(['not contained', 1]);
  });

  test('a member to which it did not apply is left out of the list; it speaks for no other', async () => {
    rig.world.lists.set('l', ['x', 'y']);
    await rig.world.put('y', 'old y');
    const own = await caseOf(
      rig,
      playbookOf((_, { step, each }) => {
        const { names } = step('List', rig.things.find, { thing: 'l' });
        const all = each('all', names, (name) => {
          const read = step('Look', rig.things.look, { thing: name });
          return step('Look again', rig.things.look, { thing: read.value.orSkip });
        });
        step('Read all', rig.things.count, { things: all.thing });
      }),
    );
    const state = await own.go();
    expect(standsOf(state)).toMatchObject({
      'all[x]/look-again': 'skipped fine',
      'all[y]/look-again': 'ended',
      'read-all': 'ended',
    });
    expect(stepOf(state, 'read-all').input).toEqual({ things: ['old y'] });
  });

  test('a member that failed outweighs one to which it did not apply', async () => {
    rig.world.lists.set('l', ['x', 'y']);
    rig.world.at('look', 'y', broken);
    const own = await caseOf(
      rig,
      playbookOf((_, { step, each }) => {
        const { names } = step('List', rig.things.find, { thing: 'l' });
        const all = each('all', names, (name) => {
          const read = step('Look', rig.things.look, { thing: name });
          return step('Look again', rig.things.look, { thing: read.value.orSkip });
        });
        step('Read all', rig.things.count, { things: all.thing });
      }),
    );
    expect(standsOf(await own.go())).toMatchObject({ 'read-all': 'skipped lost' });
  });

  test('an empty list is a failure, because it proves nothing', async () => {
    const own = await overAll();
    const state = await own.go();
    expect(standsOf(state)).toMatchObject({ 'all[?]/set-it': 'failed', 'read-all': 'skipped lost' });
    expect(stepOf(state, 'all[?]/set-it').failure?.reason).toBe('empty');
    expect(exitOf(state)).toBe(1);
    // It is not said again at each resume.
    expect(ofKind(await own.go(), 'failed')).toHaveLength(1);
  });

  test('a list that may be empty is empty, and still contains nothing', async () => {
    const state = await (await overAll('there may be none')).go();
    expect(standsOf(state)).toEqual({ list: 'ended', 'read-all': 'ended' });
    expect(stepOf(state, 'read-all').input).toEqual({ things: [] });
    expect(verdictIs(state)).toBe('not contained');
  });

  test('two members of one name are a failure, and nothing is begun', async () => {
    rig.world.lists.set('l', ['x', 'y', 'x']);
    const state = await (await overAll()).go();
    expect(stepOf(state, 'all[?]/set-it').failure).toMatchObject({ reason: 'duplicate', member: 'x' });
    expect(rig.world.effects).toEqual([]);
  });

  test('a resume goes on with the members that were listed first', async () => {
    rig.world.lists.set('l', ['x']);
    rig.world.at('see', 'x', broken);
    const own = await overAll();
    await own.go();
    rig.world.lists.set('l', ['x', 'y']);
    rig.world.at('see', 'x', () => undefined);
    const state = await own.go();
    expect(Object.keys(standsOf(state))).toEqual(['list', 'all[x]/set-it', 'read-all']);
    expect(ofKind(state, 'fanned')).toHaveLength(1);
  });

  test('a fan-out in a fan-out has the keys of both, and sees its own items', async () => {
    rig.world.lists.set('l', ['a', 'b']);
    rig.world.lists.set('a', ['a1', 'a2']);
    rig.world.lists.set('b', ['b1']);
    const own = await caseOf(
      rig,
      playbookOf((_, { step, each, approval }) => {
        const { items } = step('List', rig.things.find, { thing: 'l' });
        each('outer', items, (item) => {
          const own = step('List its own', rig.things.find, { thing: item.name });
          const gate = approval('go', { question: 'Go?', within: { seconds: 60 }, onTimeout: 'hold' });
          return each('inner', own.names, (name) =>
            step('Set it', rig.things.pair, { thing: name, also: item.name }, { behind: gate }),
          );
        });
      }),
    );
    const state = await own.go({
      answer: (question) => ({
        is: 'answer',
        answer: question.is === 'gate' && question.gate === 'outer[a]/go' ? 'approved' : 'denied',
        by: 'alice',
        how: 'typed',
      }),
    });
    expect(standsOf(state)).toEqual({
      list: 'ended',
      'outer[a]/list-its-own': 'ended',
      'outer[b]/list-its-own': 'ended',
      'outer[a]/inner[a1]/set-it': 'holds',
      'outer[a]/inner[a2]/set-it': 'holds',
      'outer[b]/inner[b1]/set-it': 'skipped lost',
    });
    expect(stepOf(state, 'outer[a]/inner[a2]/set-it').input).toEqual({ thing: 'a2', also: 'a' });
  });
});

describe('names of members', () => {
  test('are the item, or the field that is its key, where that is short and plain', () => {
    expect(memberName('eni-0a.b:c_d', undefined)).toBe('eni-0a.b:c_d');
    expect(memberName({ id: 'x', other: 1 }, 'id')).toBe('x');
    expect(memberName(7, undefined)).toBe('7');
  });
  test('are a hash of anything else, so that nobody writes into a key', () => {
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
    expect(memberName('a]/b', undefined)).toBe(hash('a]/b'));
    expect(memberName('a'.repeat(65), undefined)).toBe(hash('a'.repeat(65)));
    expect(memberName('', undefined)).toBe(hash(''));
    expect(memberName({ a: 1 }, undefined)).toBe(hash('{"a":1}'));
    expect(memberName({ a: 1 }, 'id')).toBe('null');
  });
});

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
        follow(child as never, { target: read.value.orSkip } as never);
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
        follow(child as never, { target } as never, { needs: [first], behind: gate });
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
