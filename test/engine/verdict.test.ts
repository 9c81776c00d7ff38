import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countsAs, exitOf, isContaining, stateOf, verdictOf } from '../../src/engine/index.ts';
import type { Fact } from '../../src/journal/index.ts';
import { doesNotHold, holds, type Phase, unproven } from '../../src/language/index.ts';
import { planOf } from '../../src/plan/index.ts';
import { openedOf, playbookOf } from './rig.ts';
import {
  START,
  after,
  asked,
  began,
  ended,
  failed,
  folder,
  journal,
  kept,
  look,
  plan,
  read,
  released,
  rest,
  skipped,
  things,
} from './told.ts';

describe('the verdict', () => {
  const net = [began('net'), ended('net')];
  const cred = [began('cred'), ended('cred')];
  const cases: readonly (readonly [name: string, facts: readonly Fact[], is: string])[] = [
    ['every change holds', [...rest, ...net, ...cred], 'contained'],
    ['one is not applicable', [...rest, ...net, skipped('cred', 'fine')], 'contained'],
    [
      'none is applicable: nothing is proven',
      [...rest, skipped('net', 'fine'), skipped('cred', 'fine')],
      'not contained',
    ],
    ['one failed', [...rest, began('net'), failed('net'), ...cred], 'not contained'],
    ['one was lost', [...rest, skipped('net', 'lost'), ...cred], 'not contained'],
    ['one does not hold', [...rest, began('net'), ended('net', doesNotHold('x')), ...cred], 'not contained'],
    ['one is unproven', [...rest, began('net'), ended('net', unproven('x')), ...cred], 'unproven'],
    ['one was not reached', [...rest, ...net], 'under way'],
    ['one is in doubt', [...rest, ...net, began('cred')], 'under way'],
    ['one in isolate was left open, for nobody', [...rest, skipped('net', 'open'), ...cred], 'under way'],
    ['one in revoke waits for an approval', [...rest, ...net, asked, skipped('cred', 'open')], 'contained'],
    ['one in revoke was left open by an abort', [...rest, ...net, skipped('cred', 'open')], 'under way'],
    [
      'an end without a verdict is no proof',
      [...rest, { is: 'ended', key: 'net', attempt: 1, output: {}, calls: [] }, ...cred],
      'not contained',
    ],
    [
      'it held, and was read again',
      [...rest, ...net, ...cred, { is: 'verified', key: 'net', verdict: doesNotHold('x'), now: {} }],
      'not contained',
    ],
    [
      'everything was released',
      [...rest, ...net, ...cred, released('net', 'released'), released('cred', 'gone')],
      'released',
    ],
    [
      'one was released, one was kept',
      [...rest, ...net, ...cred, released('net', 'released'), released('cred', 'kept')],
      'released',
    ],
    [
      'one was released, one is unproven',
      [...rest, ...net, began('cred'), ended('cred', unproven('x')), released('net', 'released')],
      'released',
    ],
    [
      'one was released, one was never done',
      [...rest, ...net, skipped('cred', 'lost'), released('net', 'released')],
      'released',
    ],
    [
      'one was released, one does not hold',
      [...rest, ...net, began('cred'), ended('cred', doesNotHold('x')), released('net', 'released')],
      'not contained',
    ],
    ['a release came to nothing', [...rest, ...net, ...cred, released('net', 'failed')], 'unproven'],
    ['a release found drift', [...rest, ...net, ...cred, released('net', 'drifted')], 'unproven'],
    [
      'drift was found, then read again to hold',
      [...rest, ...net, ...cred, released('net', 'drifted'), { is: 'verified', key: 'net', verdict: holds(), now: {} }],
      'contained',
    ],
    [
      'it was released, and done again',
      [...rest, ...net, ...cred, released('net', 'released'), began('net'), ended('net')],
      'contained',
    ],
    [
      'a guard failed: that is none of it',
      [look, kept, ...after, began('guard'), failed('guard'), ...net, ...cred],
      'contained',
    ],
    [
      'only a guard holds: that contains nothing',
      [...rest, skipped('net', 'fine'), skipped('cred', 'fine')],
      'not contained',
    ],
  ];
  test.each(cases)('%s', (_, facts, is) => {
    expect(verdictOf(read(facts)).is).toBe(is);
  });

  test('names its nouns; guards of evidence have words of their own', () => {
    const nouns = (guard: readonly Fact[]) => {
      const found = verdictOf(read([look, ...guard, ...net, skipped('cred', 'fine')])).nouns;
      return found.map(({ noun, is, lines }) => [noun, is, lines]);
    };
    expect(nouns([began('guard'), ended('guard')])).toEqual([
      ['evidence', 'protected', ['Guard: holds']],
      ['network', 'contained', ['Net: holds']],
      ['credentials', 'nothing to contain', ['Cred: not applicable, fine']],
    ]);
    const word = (...guard: readonly Fact[]) => nouns(guard)[0]?.[1];
    expect(word(began('guard'), failed('guard'))).toBe('not protected');
    expect(word(began('guard'), ended('guard', unproven('x')))).toBe('unproven');
    expect(word(skipped('guard', 'fine'))).toBe('nothing to protect');
    expect(word(began('guard'))).toBe('under way');
    expect(word()).toBe('under way');
    expect(word(began('guard'), ended('guard'), released('guard', 'released'))).toBe('released');
  });

  test('says what became of each change, in words', () => {
    const lines = (facts: readonly Fact[]) => verdictOf(read(facts)).nouns.flatMap((noun) => noun.lines);
    expect(lines([began('net'), ended('net', holds('it is shut'))])).toContain('Net: holds, it is shut');
    expect(lines([began('net'), ended('net', doesNotHold('it is open'))])).toContain('Net: does not hold, it is open');
    expect(lines([began('net'), failed('net')])).toContain('Net: failed, no');
    expect(lines([skipped('net', 'lost')])).toContain('Net: not done, lost');
    expect(lines([began('net')])).toContain('Net: under way');
    expect(lines([])).toContain('Net: not begun');
    expect(lines([...net, released('net', 'gone')])).toContain('Net: gone');
    expect(lines([...net, { ...released('net', 'kept'), because: 'not yet' } as Fact])).toContain('Net: kept, not yet');
  });

  test('says since when it does not hold, where it once did', () => {
    const drift: Fact = { is: 'verified', key: 'net', verdict: doesNotHold('x'), now: {} };
    const [, , at] = journal(openedOf(plan, folder), [...net, drift])
      .slice(-2)
      .concat([]);
    expect(at).toBe(undefined);
    expect(verdictOf(read([...net, drift])).lostSince).toBe(new Date(START + 3_000).toISOString());
    expect(verdictOf(read([...net, { ...drift, changedAt: '2026-11-20T08:00:00.000Z' }])).lostSince).toBe(
      '2026-11-20T08:00:00.000Z',
    );
    expect(verdictOf(read([began('net'), ended('net', doesNotHold('x'))]))).not.toHaveProperty('lostSince');
  });
});

test('contained is never said where any containing change did not hold, whatever else happened', () => {
  const phases: readonly Phase[] = ['isolate', 'revoke', 'assess'];
  const fate = fc.constantFrom(
    'holds',
    'unproven',
    'does not hold',
    'failed',
    'lost',
    'open',
    'fine',
    'none',
    'doubt',
    'drift',
    'kept',
    'released',
    'drifted',
  );
  const step = fc.record({
    phase: fc.constantFrom(...phases),
    kind: fc.constantFrom('set', 'deny', 'guard', 'make'),
    fate,
  });
  const factsOf = (key: string, how: string): readonly Fact[] => {
    const done = [began(key), ended(key)];
    switch (how) {
      case 'holds':
        return done;
      case 'unproven':
        return [began(key), ended(key, unproven('x'))];
      case 'does not hold':
        return [began(key), ended(key, doesNotHold('x'))];
      case 'failed':
        return [began(key), failed(key)];
      case 'none':
        return [];
      case 'doubt':
        return [began(key)];
      case 'drift':
        return [...done, { is: 'verified', key, verdict: doesNotHold('x'), now: {} }];
      case 'kept':
      case 'released':
      case 'drifted':
        return [...done, released(key, how)];
      default:
        return [skipped(key, how as 'lost' | 'open' | 'fine')];
    }
  };
  const good = new Set(['holds', 'fine', 'kept']);
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
      const made = planOf(
        playbookOf((_, runbook) => {
          for (const phase of phases) {
            runbook.phase(phase);
            for (const [at, one] of steps.entries())
              if (one.phase === phase) runbook.step(`Step ${at}`, things[one.kind as 'set'], { thing: 'a' });
          }
        }),
      );
      const facts = steps.flatMap((one, at) => factsOf(`step-${at}`, one.fate));
      const state = stateOf(journal(openedOf(made, folder), facts));
      const containing = steps.filter((one) => one.phase !== 'assess' && (one.kind === 'set' || one.kind === 'deny'));
      const is = verdictOf(state).is === 'contained';
      // A change of a later phase counts where it is about what was contained, and finds that it does not hold.
      const nouns = new Set(containing.map((one) => one.kind));
      const foundOpen = steps.some(
        (one) => one.phase === 'assess' && nouns.has(one.kind) && ['does not hold', 'drift'].includes(one.fate),
      );
      const wanted =
        !foundOpen &&
        containing.every((one) => good.has(one.fate)) &&
        containing.some((one) => one.fate === 'holds' || one.fate === 'kept');
      expect(is).toBe(wanted);
      expect(exitOf(state) === 0 && !wanted && verdictOf(state).is !== 'released').toBe(false);
      expect(state.steps.filter(isContaining).some((one) => countsAs(one) === 'bad') && is).toBe(false);
    }),
    { numRuns: 300 },
  );
});
