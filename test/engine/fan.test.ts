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
          const inner = step('List its own', rig.things.find, { thing: item.name });
          const gate = approval('go', { question: 'Go?', within: { seconds: 60 }, onTimeout: 'hold' });
          return each('inner', inner.names, (name) =>
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
