import { stateOf } from '../../src/engine/index.ts';
import type { Entry, Fact, Opened } from '../../src/journal/index.ts';
import { holds, minutes } from '../../src/language/index.ts';
import { planOf } from '../../src/plan/index.ts';
import { openedOf, playbookOf } from './rig.ts';
import { thingsOf } from './things.ts';

// No world is needed: what a journal tells is read, nothing is run.
export const things = thingsOf({} as never);
export const START = Date.parse('2026-11-20T08:12:00.000Z');
export const journal = (opened: Opened, facts: readonly Fact[]): readonly Entry[] =>
  [opened, ...facts].map((fact, index) => ({
    ...fact,
    seq: index + 1,
    at: new Date(START + index * 1_000).toISOString(),
  }));
export const folder = { id: 'CASE', name: 'T-7QK2' };

const input = { thing: 'a' };
export const began = (key: string): Fact => ({
  is: 'began',
  key,
  step: key.replace(/^.*\//, ''),
  attempt: 1,
  input,
  before: {},
});
export const ended = (key: string, verdict = holds()): Fact => ({
  is: 'ended',
  key,
  attempt: 1,
  output: {},
  after: {},
  verdict,
  calls: [],
});
export const wrote = { call: 'ssm:PutParameter', region: 'us-west-2', attempts: 1, ms: 1 } as const;
export const failed = (
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
export const skipped = (key: string, counts: 'fine' | 'open' | 'lost'): Fact => ({
  is: 'skipped',
  key,
  attempt: 1,
  counts,
  because: counts,
});
export const released = (key: string, outcome: 'released' | 'kept' | 'drifted' | 'gone' | 'failed'): Fact => ({
  is: 'released',
  key,
  outcome,
  calls: [],
});

export const plan = planOf(
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
export const read = (facts: readonly Fact[], more: Partial<Opened> = {}) =>
  stateOf(journal(openedOf(plan, folder, more), facts));
export const look: Fact = { is: 'ended', key: 'look', attempt: 1, output: {}, calls: [] };
export const kept: Fact = { is: 'ended', key: 'keep', attempt: 1, output: {}, calls: [wrote] };
export const after = [began('after'), ended('after')];
export const asked: Fact = { is: 'asked', gate: 'go', nonce: 'n', shows: {}, until: '2027-01-01T00:00:00.000Z' };
export const rest = [look, kept, began('guard'), ended('guard'), ...after];
