import { describe, expect, test } from 'vitest';
import { contextOf, exitOf, releasable, release, type ReleaseOptions, stateOf } from '../../src/engine/index.ts';
import type { Fact } from '../../src/journal/index.ts';
import { minutes } from '../../src/language/index.ts';
import { parseFault } from '../../src/range/index.ts';
import { everything, people, prepare } from './everything.ts';
import { type Case, caseOf, type GoOptions, ofKind, playbookOf, rigged, standsOf, stepOf, verdictIs } from './rig.ts';

const rig = rigged();
const broken = (): never => {
  throw new Error('broken');
};
const put = (own: Case, word: Partial<ReleaseOptions> = {}, options: GoOptions = {}) =>
  own.hold(async ({ durable }, given) => {
    const from = durable.entries().length;
    await release({ ...given, by: 'alice', falsePositive: false, acceptDrift: [], ...word });
    const state = stateOf(durable.entries());
    const entries = state.entries.slice(from);
    return { state, entries, outcomes: ofKind({ entries }, 'released').map(({ key, outcome }) => [key, outcome]) };
  }, options);
const three = () =>
  caseOf(
    rig,
    playbookOf((_, { step }) => {
      step('One', rig.things.set, { thing: 'one' });
      step('Two', rig.things.set, { thing: 'two' });
      step('Deny', rig.things.deny, { thing: 'deny' });
    }),
  );

describe('a release', () => {
  test('puts everything back, newest first, and says so', async () => {
    await prepare(rig);
    const own = await caseOf(rig, everything(rig));
    await own.go({ answer: people });
    rig.world.effects.length = 0;
    const { state, outcomes, entries } = await put(own, { falsePositive: true });
    expect(outcomes.map(([key]) => key)).toEqual([
      'deny-it',
      'set-what-is-there',
      ...ofKind(state, 'began')
        .filter(({ before, key }) => before && !['deny-it', 'set-what-is-there'].includes(key))
        .toSorted((a, b) => b.seq - a.seq)
        .map(({ key }) => key),
    ]);
    expect(new Set(outcomes.map(([, outcome]) => outcome))).toEqual(new Set(['released']));
    expect(ofKind({ entries }, 'releasing')).toMatchObject([
      { by: 'alice', falsePositive: true, keys: outcomes.map(([key]) => key) },
    ]);
    expect(verdictIs(state)).toBe('released');
    expect(await rig.world.get('x')).toBe('old x');
    expect(await rig.world.get('y')).toBe(undefined);
  });

  test('run twice does nothing the second time', async () => {
    const own = await three();
    await own.go();
    await put(own, { falsePositive: true });
    rig.world.effects.length = 0;
    const { outcomes } = await put(own, { falsePositive: true });
    expect([outcomes, rig.world.effects]).toEqual([[], []]);
  });

  test('keeps what must not go yet, and goes on; what is kept still holds, and is no containment of the rest', async () => {
    const own = await three();
    await own.go();
    const { state, outcomes } = await put(own);
    expect(outcomes).toEqual([
      ['deny', 'kept'],
      ['two', 'released'],
      ['one', 'released'],
    ]);
    expect(stepOf(state, 'deny').proof?.is).toBe('holds');
    expect([verdictIs(state), exitOf(state)]).toEqual(['released', 0]);
    expect((await put(own, { falsePositive: true })).outcomes).toEqual([['deny', 'released']]);
  });

  test('of one thing alone leaves the others, and nothing says contained any more', async () => {
    const own = await three();
    await own.go();
    const { state, outcomes } = await put(own, { only: ['one'] });
    expect(outcomes).toEqual([['one', 'released']]);
    expect(standsOf(state)).toMatchObject({ two: 'holds', deny: 'holds' });
    expect(verdictIs(state)).toBe('released');
  });

  test('leaves what has drifted, shows all three states, and takes it where a person accepts that', async () => {
    await rig.world.put('one', 'before');
    const own = await three();
    await own.go();
    await rig.world.put('one', 'theirs');
    const { state, outcomes } = await put(own);
    expect(outcomes.at(-1)).toEqual(['one', 'drifted']);
    expect(stepOf(state, 'one').released).toMatchObject({
      before: { value: 'before' },
      ours: { value: 'ours' },
      now: { value: 'theirs' },
      because: 'somebody has changed it since',
    });
    expect(await rig.world.get('one')).toBe('theirs');
    // What has drifted may not hold any more: nothing is rounded up.
    expect(stepOf(state, 'one').proof?.is).toBe('unproven');
    expect((await put(own, { acceptDrift: ['one'] })).outcomes).toEqual([
      ['deny', 'kept'],
      ['one', 'released'],
    ]);
    expect(await rig.world.get('one')).toBe('before');
  });

  test('of what is already as it was is nothing to do', async () => {
    const own = await three();
    await own.go();
    await rig.world.drop('one');
    expect((await put(own)).outcomes.at(-1)).toEqual(['one', 'gone']);
  });

  test('of a change that changed nothing has nothing to put back, whatever somebody did since', async () => {
    await rig.world.put('one', 'ours');
    const own = await three();
    await own.go();
    await rig.world.put('one', 'theirs');
    const { state, outcomes } = await put(own);
    expect(outcomes.at(-1)).toEqual(['one', 'gone']);
    expect(stepOf(state, 'one').released?.because).toBe('the step had changed nothing');
    expect(await rig.world.get('one')).toBe('theirs');
  });

  test('goes on past one that fails; that one may be contained no longer', async () => {
    const own = await three();
    await own.go();
    rig.world.at('release', 'two', broken);
    const { state, outcomes } = await put(own);
    expect(outcomes).toEqual([
      ['deny', 'kept'],
      ['two', 'failed'],
      ['one', 'released'],
    ]);
    expect(stepOf(state, 'two').proof).toMatchObject({ is: 'unproven', because: 'release: failed, Error: broken' });
    rig.world.at('release', 'two', () => undefined);
    expect((await put(own)).outcomes).toContainEqual(['two', 'released']);
  });

  test('that is not seen to be back is failed; one of what AWS does not know any more is gone', async () => {
    const own = await three();
    await own.go();
    let reads = 0;
    rig.world.at('see', 'two', async () => {
      reads += 1;
      if (reads > 1) await rig.world.put('two', 'stubborn');
    });
    rig.world.range.faults.add(parseFault(`SSM.DeleteParameter=not-visible,resource=${rig.world.path('one')}`));
    const { state, outcomes } = await put(own);
    expect(outcomes).toEqual([
      ['deny', 'kept'],
      ['two', 'failed'],
      ['one', 'gone'],
    ]);
    expect(stepOf(state, 'two').released?.because).toBe('it is not as it was before');
  });

  test('of a step that did not end asks a person: it is not known what of it is ours', async () => {
    await rig.world.put('one', 'before');
    rig.world.at('ran', 'one', broken);
    const own = await three();
    await own.go();
    const { state, outcomes } = await put(own);
    expect(outcomes.at(-1)).toEqual(['one', 'drifted']);
    expect(stepOf(state, 'one').released?.because).toContain('it is not known what of this is ours');
    expect((await put(own, { acceptDrift: ['one'] })).outcomes.at(-1)).toEqual(['one', 'released']);
    expect(await rig.world.get('one')).toBe('before');
  });

  test('of a step that was begun, and skipped later, is still due', async () => {
    rig.world.at('ran', 'one', broken);
    const own = await three();
    await own.go();
    await own.go({ first: ({ abort }) => abort('bob', 'x') });
    const due = await own.hold((_, options) => Promise.resolve(releasable(contextOf(options)).map(({ key }) => key)));
    expect(due).toEqual(['deny', 'two', 'one']);
  });

  test('that was cut off says that the drift may be its own doing', async () => {
    await rig.world.put('one', 'before');
    const own = await three();
    await own.go();
    const cut: Fact = { is: 'releasing', by: 'alice', falsePositive: false, keys: ['one'] };
    await rig.world.put('one', 'half way');
    const { state } = await put(own, { only: ['one'] }, { first: ({ durable }) => durable.append(cut) });
    expect(stepOf(state, 'one').released?.because).toBe(
      'a release of it was cut off, or somebody has changed it since',
    );
  });

  test('of what no action knows any more fails, and says so', async () => {
    const own = await three();
    await own.go();
    const { state, outcomes } = await put(own, {}, { actions: rig.things.all.filter(({ id }) => id !== 'test.deny') });
    expect(outcomes[0]).toEqual(['deny', 'failed']);
    expect(stepOf(state, 'deny').released?.because).toContain('no action');
  });

  test('stops between two changes where a person aborts', async () => {
    const own = await three();
    await own.go();
    const outcomes = await own.hold(async (held, options) => {
      rig.world.at('release', 'two', () => held.abort('bob', 'enough'));
      await release({ ...options, by: 'alice', falsePositive: true, acceptDrift: [] });
      return ofKind({ entries: held.durable.entries() }, 'released').map(({ key, outcome }) => [key, outcome]);
    });
    expect(outcomes).toEqual([
      ['deny', 'released'],
      ['two', 'released'],
    ]);
  });

  test('leaves everything where another case holds the target by now', async () => {
    const own = await three();
    await own.go();
    const mirror = {
      claim: () => Promise.resolve({ is: 'held', case: 'OTHER', by: 'carol', since: '03:00' } as const),
      save: () => Promise.resolve(),
      saveSoon: () => undefined,
      settle: () => Promise.resolve(),
    };
    const { outcomes, state } = await put(own, {}, { mirror });
    expect(outcomes).toEqual([
      ['deny', 'kept'],
      ['two', 'kept'],
      ['one', 'kept'],
    ]);
    expect(stepOf(state, 'one').released?.because).toBe('case OTHER of carol holds target since 03:00');
    expect(await rig.world.get('one')).toBe('ours');
  });

  test('while gates of the case are open puts back what stands', async () => {
    const own = await caseOf(
      rig,
      playbookOf((_, { step, approval }) => {
        step('One', rig.things.set, { thing: 'one' });
        const gate = approval('go', { question: 'Go?', within: minutes(30), onTimeout: 'hold' });
        step('Two', rig.things.set, { thing: 'two' }, { behind: gate });
      }),
    );
    await own.go();
    const { state, outcomes } = await put(own);
    expect([outcomes, verdictIs(state), exitOf(state)]).toEqual([[['one', 'released']], 'released', 5]);
  });
});

test('what a person has put back is not done again by going on with the case', async () => {
  rig.world.at('ran', 'two', broken);
  const own = await three();
  await own.go();
  await put(own, { falsePositive: true, acceptDrift: ['two'] });
  rig.world.at('ran', 'two', () => undefined);
  rig.world.effects.length = 0;
  const state = await own.go();
  expect([rig.world.effects, verdictIs(state), exitOf(state)]).toEqual([[], 'released', 0]);
});
