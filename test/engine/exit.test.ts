import { describe, expect, test } from 'vitest';
import { exitOf, openOf } from '../../src/engine/index.ts';
import type { Fact, Opened } from '../../src/journal/index.ts';
import { doesNotHold, unproven } from '../../src/language/index.ts';
import { START, after, asked, began, ended, failed, kept, look, read, released, skipped, wrote, rest } from './told.ts';

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
    [1, 'evidence only, and some of it failed', [look, kept, began('keep'), failed('keep')], { evidenceOnly: true }],
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
