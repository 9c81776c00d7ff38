import { describe, expect, test } from 'vitest';

import { exitOf, verdictOf } from '../../src/engine/index.ts';
import { parseFault } from '../../src/range/index.ts';
import { doesNotHold, holds } from '../../src/language/index.ts';
import { caseOf, ofKind, openIn, playbookOf, rigged, standsOf, stepOf, verdictIs } from './rig.ts';

const rig = rigged();
const broken = (): never => {
  throw new Error('broken');
};
const one = (action: 'set' | 'make' | 'look' | 'guard' = 'set', terms = {}) =>
  caseOf(
    rig,
    playbookOf((_, { step }) => {
      step('First', rig.things[action] as typeof rig.things.set, { thing: 'a' }, terms);
      step('Second', rig.things.set, { thing: 'b' });
    }),
  );

describe('a change', () => {
  test('saves what it found before it writes, and what it left, with a verdict', async () => {
    await rig.world.put('a', 'theirs');
    const state = await (await one()).go();
    const keys = state.entries.flatMap((entry) => ('key' in entry && entry.key === 'first' ? [entry.is] : []));
    expect(keys).toEqual(['began', 'ended']);
    expect(stepOf(state, 'first')).toMatchObject({
      before: { value: 'theirs' },
      after: { value: 'ours' },
      output: { was: 'theirs' },
      proof: { is: 'holds', by: 'aws-read' },
      attempt: 1,
    });
    const calls = ofKind(state, 'ended')[0]?.calls.map(({ call }) => call);
    expect(calls).toEqual(['ssm:GetParameter', 'ssm:PutParameter', 'ssm:GetParameter']);
  });

  test('that does not hold at once is read again, then believed', async () => {
    let reads = 0;
    rig.world.at('see', 'a', async () => {
      reads += 1;
      // Its first reading behind the write still shows the old state.
      if (reads === 2) await rig.world.put('a', 'old');
      if (reads === 3) await rig.world.put('a', 'ours');
    });
    const state = await (await one()).go({ patience: [1, 1] });
    expect([reads, stepOf(state, 'first').proof?.is]).toEqual([3, 'holds']);
    rig.world.at('ran', 'b', () => rig.world.put('b', 'theirs'));
    const other = await (await one()).go({ patience: [1, 1] });
    expect(stepOf(other, 'second')).toMatchObject({
      is: 'ended',
      proof: { is: 'does not hold', because: 'it is theirs' },
    });
    expect([verdictIs(other), exitOf(other)]).toEqual(['not contained', 1]);
  });

  test('that can’t be read back is unproven, not failed', async () => {
    rig.world.at('verify', 'a', broken);
    const state = await (await one()).go();
    expect(stepOf(state, 'first').proof).toMatchObject({
      is: 'unproven',
      because: 'it could not be read back: Error: broken',
    });
    expect([verdictIs(state), exitOf(state)]).toEqual(['unproven', 3]);
  });

  test('that failed after its write is tried again with the state from before the first try', async () => {
    await rig.world.put('a', 'theirs');
    rig.world.at('ran', 'a', broken);
    const own = await one();
    await own.go();
    expect(await rig.world.get('a')).toBe('ours');
    rig.world.at('ran', 'a', () => undefined);
    const state = await own.go();
    expect(stepOf(state, 'first')).toMatchObject({
      attempt: 2,
      before: { value: 'theirs' },
      output: { was: 'theirs' },
    });
    expect(ofKind(state, 'began').map(({ before }) => before)).toEqual([{ value: 'theirs' }, {}, { value: 'theirs' }]);
  });

  test('keeps the first state however many tries come between, also tries that wrote nothing', async () => {
    await rig.world.put('a', 'theirs');
    rig.world.at('ran', 'a', broken);
    const own = await one();
    await own.go();
    rig.world.at('run', 'a', broken);
    await own.go();
    rig.world.at('run', 'a', () => undefined);
    rig.world.at('ran', 'a', () => undefined);
    expect(stepOf(await own.go(), 'first')).toMatchObject({ attempt: 3, before: { value: 'theirs' } });
  });

  test('whose write was lost on the way keeps it too: nobody knows whether it was made', async () => {
    await rig.world.put('a', 'theirs');
    rig.world.range.faults.add(parseFault('SSM.PutParameter=reset,when=after,times=1'));
    rig.world.at('run', 'a', () => undefined);
    const own = await one();
    const first = await own.go();
    // The door repeats what is safe to repeat: whichever way it went, the first state stands.
    expect(ofKind(first, 'began')[0]?.before).toEqual({ value: 'theirs' });
    expect(stepOf(first, 'first').before).toEqual({ value: 'theirs' });
  });

  test('that failed before any write is seen again: what stands there by then is nobody’s but theirs', async () => {
    await rig.world.put('a', 'theirs');
    rig.world.at('run', 'a', broken);
    const own = await one();
    await own.go();
    await rig.world.put('a', 'changed by them since');
    rig.world.at('run', 'a', () => undefined);
    const state = await own.go();
    expect(stepOf(state, 'first')).toMatchObject({ attempt: 2, before: { value: 'changed by them since' } });
  });

  test('that does not hold is applied again by a resume, from the first saved state; what holds is not', async () => {
    await rig.world.put('a', 'before');
    rig.world.at('ran', 'a', () => rig.world.put('a', 'theirs'));
    const own = await one();
    const first = await own.go();
    expect([standsOf(first)['first'], openIn(first), exitOf(first)]).toEqual(['does not hold', ['resume first'], 1]);
    // A run that is aborted leaves it what it is.
    const aborted = await own.go({ first: ({ abort }) => abort('bob', 'x') });
    expect(standsOf(aborted)['first']).toBe('does not hold');
    rig.world.at('ran', 'a', () => undefined);
    rig.world.effects.length = 0;
    const state = await own.go();
    expect(stepOf(state, 'first')).toMatchObject({ attempt: 2, before: { value: 'before' }, proof: { is: 'holds' } });
    expect([rig.world.effects, exitOf(state)]).toEqual([['set a'], 0]);
  });

  test('found changed since is applied again by a resume; found to hold again, it is left', async () => {
    const own = await one();
    await own.go();
    const drift = (is: 'holds' | 'does not hold') => ({
      is: 'verified' as const,
      key: 'first',
      verdict: is === 'holds' ? holds() : doesNotHold('changed'),
      now: {},
      ...(is === 'holds' ? {} : { changedBy: 'carol', changedAt: '2026-01-01T00:00:00.000Z' }),
    });
    const lost = await own.go({
      first: async ({ durable, abort }) => (await durable.append(drift('does not hold')), abort('x', 'x')),
    });
    expect(verdictOf(lost)).toMatchObject({ is: 'not contained', lostSince: '2026-01-01T00:00:00.000Z' });
    rig.world.effects.length = 0;
    await own.go({ first: ({ durable }) => durable.append(drift('holds')) });
    expect(rig.world.effects).toEqual([]);
    const state = await own.go({ first: ({ durable }) => durable.append(drift('does not hold')) });
    expect([rig.world.effects, stepOf(state, 'first').attempt, verdictIs(state)]).toEqual([['set a'], 2, 'contained']);
  });

  test('hands back what its fields refuse, and fails', async () => {
    const { set } = rig.things;
    const bad = { ...set, run: () => Promise.resolve({ was: 7, set: 'a' }) };
    const own = await one();
    const state = await own.go({ actions: rig.things.all.map((each) => (each.id === set.id ? (bad as never) : each)) });
    expect(stepOf(state, 'first').failure).toMatchObject({ reason: 'bad-output' });
  });
});
