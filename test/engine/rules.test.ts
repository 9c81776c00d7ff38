import { describe, expect, test } from 'vitest';
import { exitOf } from '../../src/engine/index.ts';
import { minutes } from '../../src/language/index.ts';
import { approve, caseOf, deny, openIn, playbookOf, rigged, standsOf, stepOf, verdictIs } from './rig.ts';

const rig = rigged();
const broken = (): never => {
  throw new Error('broken');
};

describe('F1 and F2: what is not run, and why', () => {
  test('a failed step never stops the walk, and order alone is no dependency', async () => {
    const { set, make } = rig.things;
    rig.world.at('find', 'a', broken);
    rig.world.at('see', 'b', broken);
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => {
        step('Keep a', make, { thing: 'a' });
        step('Set b', set, { thing: 'b' });
        step('Set c', set, { thing: 'c' });
      }),
    );
    const state = await own.go();
    expect(standsOf(state)).toEqual({ 'keep-a': 'failed', 'set-b': 'failed', 'set-c': 'holds' });
    expect(stepOf(state, 'set-b').failure).toMatchObject({ reason: 'unexpected', message: 'Error: broken' });
    expect(verdictIs(state)).toBe('not contained');
    expect(exitOf(state)).toBe(1);
  });

  test('a reader of a source that failed is skipped, and counts as not contained', async () => {
    const { look, set } = rig.things;
    rig.world.at('look', 'a', broken);
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => {
        const read = step('Look', look, { thing: 'a' });
        step('Set', set, { thing: read.thing });
        step('Set other', set, { thing: 'other' });
      }),
    );
    const state = await own.go();
    expect(standsOf(state)).toEqual({ look: 'failed', set: 'skipped lost', 'set-other': 'holds' });
    expect(verdictIs(state)).toBe('not contained');
  });

  test('a step that is resumed after its source was mended is tried again, under the next number', async () => {
    const { look, set } = rig.things;
    rig.world.at('look', 'a', broken);
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => {
        const read = step('Look', look, { thing: 'a' });
        step('Set', set, { thing: read.thing });
      }),
    );
    await own.go();
    rig.world.at('look', 'a', () => undefined);
    const state = await own.go();
    expect(standsOf(state)).toEqual({ look: 'ended', set: 'holds' });
    expect([stepOf(state, 'look').attempt, stepOf(state, 'set').attempt]).toEqual([2, 2]);
    expect(verdictIs(state)).toBe('contained');
  });

  test('needs wants it to hold, where outputs do not (F4)', async () => {
    const { set, pair } = rig.things;
    rig.world.at('ran', 'a', () => rig.world.put('a', 'half'));
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => {
        const first = step('First', set, { thing: 'a' });
        step('Needs it', set, { thing: 'b' }, { needs: [first] });
        step('Reads it', pair, { thing: 'c', also: first.was });
      }),
    );
    const state = await own.go();
    expect(standsOf(state)).toEqual({ first: 'unproven', 'needs-it': 'skipped lost', 'reads-it': 'holds' });
    expect(stepOf(state, 'needs-it').skip?.because).toContain('does not hold');
    expect(verdictIs(state)).toBe('not contained');
  });

  test('needs may name a fan-out, a when and a playbook: all in it must hold', async () => {
    const { find, set, look } = rig.things;
    rig.world.lists.set('l', ['x', 'y']);
    rig.world.at('see', 'y', broken);
    const child = playbookOf((_, { step }) => void step('Child sets', set, { thing: 'z' }), 'child');
    const own = await caseOf(
      rig,
      playbookOf(({ target }, { step, each, when, follow }) => {
        const { names } = step('List', find, { thing: 'l' });
        const all = each('all', names, (name) => step('Set it', set, { thing: name }));
        const there = step('Look', look, { thing: 'l' });
        const perhaps = when('perhaps', there.isThere.is(true), () => step('Never', set, { thing: 'n' }));
        const yes = when('yes', there.isThere.is(false), () => step('Always', set, { thing: 'always' }));
        const inner = follow(child as never, { target });
        step('After all', set, { thing: 'a' }, { needs: [all] });
        step('After perhaps', set, { thing: 'b' }, { needs: [perhaps, yes, inner] });
      }),
    );
    const first = standsOf(await own.go());
    expect(first['after-all']).toBe('skipped lost');
    // What is not applicable counts as fine: a step must not be left out, and called contained, because of it.
    expect(first['after-perhaps']).toBe('holds');
    rig.world.at('see', 'y', () => undefined);
    expect(standsOf(await own.go())['after-all']).toBe('holds');
  });
});

describe('F3: what is absent, and what is only not known', () => {
  test('orSkip on a value that was read as absent is not applicable, and fine', async () => {
    const { look, set } = rig.things;
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => {
        const read = step('Look', look, { thing: 'nothing' });
        step('Set it', set, { thing: read.value.orSkip });
        step('Set other', set, { thing: 'other' });
      }),
    );
    const state = await own.go();
    expect(standsOf(state)).toEqual({ look: 'ended', 'set-it': 'skipped fine', 'set-other': 'holds' });
    expect([verdictIs(state), exitOf(state)]).toEqual(['contained', 0]);
  });

  test('orSkip on a value whose source failed is lost', async () => {
    const { look, set } = rig.things;
    rig.world.at('look', 'nothing', broken);
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => {
        const read = step('Look', look, { thing: 'nothing' });
        step('Set it', set, { thing: read.value.orSkip });
        step('Set other', set, { thing: 'other' });
      }),
    );
    const state = await own.go();
    expect(standsOf(state)['set-it']).toBe('skipped lost');
    expect(verdictIs(state)).toBe('not contained');
  });

  test('not applicable is passed on to who reads it; an input that may be absent is left out instead', async () => {
    const { look, set, pair } = rig.things;
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => {
        const read = step('Look', look, { thing: 'nothing' });
        const one = step('One', set, { thing: read.value.orSkip });
        step('Two', set, { thing: one.was.orSkip });
        step('Three', pair, { thing: 'three', also: one.was });
      }),
    );
    const state = await own.go();
    expect(standsOf(state)).toEqual({ look: 'ended', one: 'skipped fine', two: 'skipped fine', three: 'holds' });
    expect(stepOf(state, 'three').input).toEqual({ thing: 'three' });
  });

  test('one input that is proven absent decides, whatever became of the others; else the worst does', async () => {
    const { look, pair } = rig.things;
    rig.world.at('look', 'bad', broken);
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => {
        const none = step('None', look, { thing: 'nothing' });
        const bad = step('Bad', look, { thing: 'bad' });
        const gate = step('Skipped', look, { thing: bad.thing });
        step('Absent', pair, { thing: bad.thing, also: none.value.orSkip });
        step('Worst', pair, { thing: gate.thing, also: bad.thing });
      }),
    );
    expect(standsOf(await own.go())).toMatchObject({ absent: 'skipped fine', worst: 'skipped lost' });
  });
});

describe('F6: a gate that is not approved', () => {
  const gated = (onTimeout: 'hold' | 'proceed' | 'stop', phase: 'isolate' | 'revoke') =>
    caseOf(
      rig,
      playbookOf((_, { step, approval, phase: begin }) => {
        step('Before', rig.things.set, { thing: 'before' });
        begin(phase);
        const gate = approval('go', { question: 'Go?', within: minutes(10), onTimeout });
        step('Behind', rig.things.set, { thing: 'behind' }, { behind: gate });
        step('Rest', rig.things.set, { thing: 'rest' });
      }),
    );

  test('declined: what is behind is lost, the rest goes on', async () => {
    const own = await gated('hold', 'revoke');
    const state = await own.go({ answer: () => deny('bob') });
    expect(standsOf(state)).toEqual({ before: 'holds', behind: 'skipped lost', rest: 'holds' });
    expect(stepOf(state, 'behind').skip?.because).toBe('declined by bob');
    expect(exitOf(state)).toBe(1);
  });

  test('left waiting: containing itself waits in isolate, a follow-up is open in revoke', async () => {
    const isolate = await (await gated('hold', 'isolate')).go();
    expect([verdictIs(isolate), exitOf(isolate), openIn(isolate)]).toEqual(['waiting', 3, ['approval go']]);
    const revoke = await (await gated('hold', 'revoke')).go();
    expect([verdictIs(revoke), exitOf(revoke), openIn(revoke)]).toEqual(['contained', 5, ['approval go']]);
  });

  test('approved at a resume: it is done then', async () => {
    const own = await gated('hold', 'revoke');
    await own.go();
    const state = await own.go({ answer: () => approve() });
    expect([standsOf(state)['behind'], verdictIs(state), exitOf(state)]).toEqual(['holds', 'contained', 0]);
  });
});
