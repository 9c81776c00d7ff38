import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countsAs, exitOf, isContaining, openOf, stateOf, verdictOf } from '../../src/engine/index.ts';
import type { Entry, Fact, Opened } from '../../src/journal/index.ts';
import { doesNotHold, holds, minutes, type Phase, unproven } from '../../src/language/index.ts';
import { planOf } from '../../src/plan/index.ts';
import { openedOf, playbookOf } from './rig.ts';
import { thingsOf } from './things.ts';

// No world is needed: what a journal tells is read, nothing is run.
const things = thingsOf({} as never);
const START = Date.parse('2026-11-20T08:12:00.000Z');
const journal = (opened: Opened, facts: readonly Fact[]): readonly Entry[] =>
  [opened, ...facts].map((fact, index) => ({
    ...fact,
    seq: index + 1,
    at: new Date(START + index * 1_000).toISOString(),
  }));
const folder = { id: 'CASE', name: 'T-7QK2' };

const input = { thing: 'a' };
const began = (key: string): Fact => ({
  is: 'began',
  key,
  step: key.replace(/^.*\//, ''),
  attempt: 1,
  input,
  before: {},
});
const ended = (key: string, verdict = holds()): Fact => ({
  is: 'ended',
  key,
  attempt: 1,
  output: {},
  after: {},
  verdict,
  calls: [],
});
const wrote = { call: 'ssm:PutParameter', region: 'us-west-2', attempts: 1, ms: 1 } as const;
const failed = (
  key: string,
  reason: 'denied' | 'not-found' | 'refused' = 'refused',
  calls: readonly (typeof wrote)[] = [],
): Fact => ({
  is: 'failed',
  key,
  attempt: 1,
  failure: { reason, call: 'ssm:PutParameter', region: 'us-west-2', message: 'no' },
  calls,
});
const skipped = (key: string, counts: 'fine' | 'open' | 'lost'): Fact => ({
  is: 'skipped',
  key,
  attempt: 1,
  counts,
  because: counts,
});
const released = (key: string, outcome: 'released' | 'kept' | 'drifted' | 'gone' | 'failed'): Fact => ({
  is: 'released',
  key,
  outcome,
  calls: [],
});

const plan = planOf(
  playbookOf((_, { phase, step, approval, byHand }) => {
    step('Look', things.look, { thing: 'a' });
    step('Keep', things.make, { thing: 'a' }, { optional: true });
    step('Guard', things.guard, { thing: 'a' });
    step('Net', things.set, { thing: 'a' });
    phase('revoke');
    const gate = approval('go', { question: 'Go?', within: minutes(1), onTimeout: 'hold' });
    step('Cred', things.deny, { thing: 'a' }, { behind: gate });
    phase('recover');
    byHand('later', { instruction: 'Do it', proof: {}, within: minutes(1) });
    step('After', things.set, { thing: 'z' });
  }),
);
const read = (facts: readonly Fact[], more: Partial<Opened> = {}) =>
  stateOf(journal(openedOf(plan, folder, more), facts));
const look: Fact = { is: 'ended', key: 'look', attempt: 1, output: {}, calls: [] };
const kept: Fact = { is: 'ended', key: 'keep', attempt: 1, output: {}, calls: [wrote] };
const after = [began('after'), ended('after')];
const asked: Fact = { is: 'asked', gate: 'go', nonce: 'n', shows: {}, until: '2027-01-01T00:00:00.000Z' };
const rest = [look, kept, began('guard'), ended('guard'), ...after];

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
    ['an end without a verdict is no proof', [...rest, { ...look, key: 'net' }, ...cred], 'not contained'],
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

describe('the exit code', () => {
  const net = [began('net'), ended('net')];
  const cred = [began('cred'), ended('cred')];
  const all = [...rest, ...net, ...cred];
  const held: Fact = { is: 'held', target: 'target', case: 'OTHER', by: 'bob', since: 'then' };
  const who = { account: '1', arn: 'a', userId: 'u' };
  const awaited: Fact = { is: 'awaited', key: 'later', until: 'x', shows: {} };
  const late: Fact = { is: 'late', phase: 'isolate', deadline: new Date(START + 120_000).toISOString() };
  const dry = (would: 'succeed' | 'be denied'): Fact =>
    ({ ...skipped('net', 'open'), calls: [{ ...wrote, would }] }) as Fact;
  const cases: [exit: number, name: string, facts: readonly Fact[], more?: Partial<Opened>][] = [
    [0, 'done', all],
    [6, 'done, but late', [...all, late]],
    [5, 'a by-hand step is open', [...all, awaited]],
    [5, 'and late besides: what is open comes first', [...all, awaited, late]],
    [0, 'the by-hand step is attested', [...all, awaited, { is: 'attested', key: 'later', proof: {}, by: 'alice' }]],
    [5, 'an approval in revoke is open', [...rest, ...net, asked, skipped('cred', 'open')]],
    [5, 'a guard does not hold', [...all, began('guard'), ended('guard', doesNotHold('x'))]],
    [5, 'a guard failed', [look, kept, ...after, ...net, ...cred, began('guard'), failed('guard')]],
    [5, 'evidence failed', [...all, began('keep'), failed('keep')]],
    [5, 'evidence was refused', [...all, began('keep'), failed('keep', 'denied')]],
    [
      0,
      'evidence was given up',
      [look, skipped('keep', 'lost'), ...after, began('guard'), ended('guard'), ...net, ...cred],
    ],
    [3, 'unproven', [...rest, began('net'), ended('net', unproven('x')), ...cred]],
    [3, 'containing itself waits', [...rest, skipped('net', 'open'), ...cred]],
    [3, 'under way', [...rest, ...net]],
    [1, 'not contained', [...rest, began('net'), failed('net'), ...cred]],
    [1, 'refused after something was changed', [...rest, began('net'), failed('net', 'denied'), ...cred]],
    [4, 'refused, and nothing was changed', [look, began('net'), failed('net', 'denied'), skipped('cred', 'lost')]],
    [
      1,
      'refused, after a write of the same step',
      [look, began('net'), failed('net', 'denied', [wrote]), skipped('cred', 'lost')],
    ],
    [1, 'refused, while another is in doubt', [look, began('cred'), began('net'), failed('net', 'denied')]],
    [
      4,
      'the caller is the suspect',
      [{ is: 'identified', identity: who, suspect: true }, look, skipped('net', 'lost')],
    ],
    [2, 'AWS does not know the target', [began('look'), failed('look', 'not-found')]],
    [
      1,
      'not known, but something was changed',
      [began('look'), failed('look', 'not-found'), kept, skipped('net', 'lost')],
    ],
    [7, 'another case holds the target', [held, ...all]],
    [0, 'the target was held, and is ours now', [held, { is: 'claimed', target: 'target', where: 'AWS' }, ...all]],
    [0, 'released', [...all, released('net', 'released'), released('cred', 'released')]],
    [0, 'a dry run', [look, dry('succeed')], { mode: 'dry-run' }],
    [4, 'a dry run that would be refused', [look, dry('be denied')], { mode: 'dry-run' }],
    [0, 'evidence only', [look, kept, skipped('net', 'lost')], { evidenceOnly: true }],
    [5, 'evidence only, and some of it failed', [look, kept, began('keep'), failed('keep')], { evidenceOnly: true }],
    [4, 'evidence only, refused', [look, began('keep'), failed('keep', 'denied')], { evidenceOnly: true }],
  ];
  test.each(cases)('%i: %s', (exit, name, facts, more) => {
    expect([name, exitOf(read(facts, more))]).toEqual([name, exit]);
  });
});

test('what is open is said with the command for it', () => {
  const late = { ...asked, until: 'x' };
  const expired: Fact = { is: 'answered', gate: 'go', nonce: 'n', answer: 'expired', by: 'nobody', how: 'x' };
  const open = (facts: readonly Fact[]) => openOf(read(facts)).map(({ what, command }) => [what, command]);
  expect(open([look, asked])).toEqual([['approval', 'approve T-7QK2 go']]);
  expect(open([look, late, expired])).toEqual([['approval', 'resume T-7QK2']]);
  expect(open([{ is: 'awaited', key: 'later', until: 'x', shows: {} }])).toEqual([['by-hand', 'done T-7QK2 later']]);
  expect(open([began('net')])).toEqual([['resume', 'resume T-7QK2']]);
  expect(open([began('net'), ended('net', unproven('x'))])).toEqual([]);
  expect(open([began('guard'), ended('guard', unproven('x'))])).toEqual([['evidence', 'resume T-7QK2']]);
  expect(open([skipped('guard', 'lost')])).toEqual([['evidence', 'resume T-7QK2']]);
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
      const wanted =
        containing.every((one) => good.has(one.fate)) &&
        containing.some((one) => one.fate === 'holds' || one.fate === 'kept');
      expect(is).toBe(wanted);
      expect(exitOf(state) === 0 && !wanted && verdictOf(state).is !== 'released').toBe(false);
      expect(state.steps.filter(isContaining).some((one) => countsAs(one) === 'bad') && is).toBe(false);
    }),
    { numRuns: 300 },
  );
});
