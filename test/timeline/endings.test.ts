import { expect, test } from 'vitest';
import type { Fact } from '../../src/journal/index.ts';
import { unproven } from '../../src/language/index.ts';
import { renderMarkdown, type Timeline, timelineOf } from '../../src/timeline/index.ts';
import { at, caseOf, type Lines, made, opened, TARGET, WRITTEN } from './journal.ts';
import { whole, wholeFiles } from './whole.ts';

const told = (lines: Lines): Timeline => {
  const state = caseOf(lines);
  return timelineOf(state, wholeFiles(state), WRITTEN);
};
const MOVE = 'move-the-interface-into-the-isolation-group';
const moveOf = (eni: 1 | 2): string => `interfaces[eni-0aaaaaaaaaaaaaaa${eni}]/${MOVE}`;
const replaced = (is: Fact['is'], key: string, change: (fact: never) => Fact): Lines =>
  whole().map(([clock, fact]) =>
    fact.is === is && 'key' in fact && fact.key === key ? [clock, change(fact as never)] : [clock, fact],
  );

test('an unproven change makes an unproven case: never rounded up, with its reason, its time and by whose word', () => {
  const { over, happened, unknowns, changes } = told(
    replaced('ended', moveOf(2), (fact: object) => ({
      ...(fact as Extract<Fact, { is: 'ended' }>),
      verdict: unproven('flows over the NAT gateway are tracked'),
    })),
  );
  expect(over.is).toBe('unproven');
  expect(over.says).toBe('Contained as far as was done, but unproven: 1 containing change could not be proven.');
  expect(over.rows).toContainEqual({
    noun: 'network',
    is: 'unproven',
    what: 'Move the interface into the isolation group (eni-0aaaaaaaaaaaaaaa2)',
    because: 'flows over the NAT gateway are tracked',
    at: at('08:12:48'),
    by: 'aws-read',
  });
  expect(happened[2]).toContain('unproven');
  expect(happened.join()).not.toContain('contained, proven');
  expect(unknowns.some((one) => one.is === 'unproven' && one.because.includes('NAT gateway'))).toBe(true);
  expect(changes.find(({ stands }) => stands === 'unproven')?.what).toContain('eni-0aaaaaaaaaaaaaaa2');
});

test('what holds by a person’s word alone is called attested, never proven', () => {
  const lines = replaced('ended', moveOf(2), (fact: object) => ({
    ...(fact as Extract<Fact, { is: 'ended' }>),
    verdict: { is: 'holds', by: 'person-said', detail: 'attested by alice' },
  }));
  const { over, happened } = told(lines);
  expect(over.is).toBe('contained');
  expect(over.says).toContain('1 change of it by a person’s or the host’s word alone');
  expect(over.rows.map((row) => [row.is, row.by])).toEqual([
    ['attested', 'person-said'],
    ['proven', 'aws-read'],
    ['proven', 'aws-read'],
  ]);
  expect(`${over.says}${happened.join('')}`).not.toContain('Contained, proven');
  expect(happened[2]).not.toContain('contained, proven');
});

test('a change that somebody took back is drift: not contained, since when, and by whom', () => {
  const { over, changes, rows } = told([
    ...whole(),
    [
      '08:40:00.000',
      {
        is: 'verified',
        key: moveOf(1),
        verdict: { is: 'does not hold', because: 'it is in sg-web again', by: 'aws-read' },
        now: { groups: ['sg-web'] },
        changedBy: 'bob',
      },
    ],
  ]);
  expect(over.is).toBe('not contained');
  expect(over.says).toContain('NOT CONTAINED');
  expect(over.says).toContain('2026-11-20 08:40:00 UTC');
  expect(changes.map(({ stands }) => stands)).toEqual(['drifted', 'stands', 'stands']);
  expect(changes[0]?.because).toBe('it is in sg-web again; changed by bob');
  expect(rows.at(-1)).toMatchObject({ who: 'colleague', name: 'bob' });
});

test('a released case says what was put back, what was kept and what had drifted, and is contained no more', () => {
  const { over, changes, next, credentials } = told([
    ...whole(),
    ['09:00:00.000', { is: 'releasing', by: 'bob', falsePositive: true, keys: [moveOf(1), moveOf(2)] }],
    ['09:00:01.000', { is: 'released', key: 'deny-the-sessions-of-the-role', outcome: 'released', calls: [] }],
    ['09:00:02.000', { is: 'released', key: moveOf(2), outcome: 'drifted', because: 'somebody changed it', calls: [] }],
    ['09:00:03.000', { is: 'released', key: moveOf(1), outcome: 'released', calls: [] }],
    ['09:01:00.000', { is: 'closed', as: 'false-positive', by: 'bob', stands: ['snap-0bbbbbbbbbbbbbbb1'] }],
  ]);
  expect(changes.map(({ stands, read }) => [stands, read])).toEqual([
    ['put back', at('09:00:03')],
    ['drifted', at('09:00:02')],
    ['put back', at('09:00:01')],
  ]);
  expect(over.rows.every((row) => row.is !== 'proven' || row.what.includes('aaa2'))).toBe(true);
  expect(over.closed).toEqual({
    as: 'false-positive',
    by: 'bob',
    at: at('09:01:00'),
    stands: ['snap-0bbbbbbbbbbbbbbb1'],
  });
  expect(credentials[0]?.state).toBe('usable again: put back');
  expect(next.map(({ command }) => command)).toContain('npx ir release CF-4M9T');
  expect(next.map(({ command }) => command).join()).not.toContain(' close ');
});

test('a release of everything is a released case, by whom and why', () => {
  const { over, changes } = told([
    ...whole(),
    ['09:00:00.000', { is: 'releasing', by: 'bob', falsePositive: true, keys: [] }],
    ...[moveOf(2), moveOf(1), 'deny-the-sessions-of-the-role'].map(
      (key, index) =>
        [
          `09:00:0${index + 1}.000`,
          { is: 'released', key, outcome: index === 0 ? 'gone' : 'released', calls: [] },
        ] as const,
    ),
  ]);
  expect(over.is).toBe('released');
  expect(over.says).toContain('Released by bob at 2026-11-20 09:00:00 UTC, as a false positive');
  expect(changes.map(({ stands }) => stands)).toEqual(['put back', 'nothing to put back', 'put back']);
});

test('a drill says so in its title, above the first line and at its end; a live case nowhere', () => {
  const drill = renderMarkdown(told(whole({ mode: 'drill', scenario: 'nat-path', endpoint: 'http://127.0.0.1:4566' })));
  expect(drill).toMatch(/^# DRILL · CF-4M9T Compromised instance\n\n> \*\*DRILL\.\*\* This happened in the range/);
  expect(drill.split('\n').slice(-6).join('\n')).toContain('> **DRILL.**');
  expect(drill).toContain('| Endpoint | `http://127.0.0.1:4566` |');
  expect(drill).toContain('npx ir close CF-4M9T --as drill');
  expect(renderMarkdown(told(whole()))).not.toMatch(/drill|dry run/i);
});

test('a dry run changes nothing, contains nothing, and says what each write would have come to', () => {
  const timeline = timelineOf(
    caseOf([
      ['08:12:04.000', opened({ mode: 'dry-run' })],
      ['08:12:05.000', { is: 'began', key: 'read-the-instance', step: 'read-the-instance', attempt: 1, input: {} }],
      ['08:12:06.000', { is: 'ended', key: 'read-the-instance', attempt: 1, output: {}, calls: [] }],
      [
        '08:12:07.000',
        {
          is: 'skipped',
          key: 'request-snapshots',
          attempt: 1,
          counts: 'open',
          because: 'dry run: nothing was changed',
          calls: [made('ec2:CreateSnapshots', 'r', { would: 'be denied', failed: 'UnauthorizedOperation' })],
        },
      ],
    ]),
    [],
    WRITTEN,
  );
  expect(timeline).toMatchObject({
    mark: 'DRY RUN',
    over: { is: 'dry run', rows: [], open: 0 },
    changes: [],
    unconfirmed: [],
    would: [{ what: 'Request snapshots', call: 'ec2:CreateSnapshots', would: 'be denied' }],
    next: [{ command: `npx ir run compromised-fixture ${TARGET}` }],
  });
  const document = renderMarkdown(timeline);
  expect(document).toContain('# DRY RUN · ');
  expect(document).toContain('| `ec2:CreateSnapshots` | `us-west-2` | **be denied** |');
  expect(document).not.toContain('CONTAINED');
});

test('a run that was killed says which step is in doubt, and what was not begun', () => {
  const { over, unknowns, changes, rows } = told(whole().slice(0, 14).concat(REVIEWS));
  expect(over.is).toBe('under way');
  expect(unknowns).toContainEqual({
    is: 'in doubt',
    what: 'Move the interface into the isolation group (eni-0aaaaaaaaaaaaaaa2)',
    because: 'it began, and its end was not recorded',
  });
  expect(unknowns.filter((one) => one.is === 'not begun').map(({ what }) => what)).toContain('Terminate the instance');
  expect(changes.find(({ what }) => what.includes('aaa2'))?.stands).toBe('unknown');
  expect(rows.find(({ what }) => what.includes('aaa2)'))?.what).toContain('its end was not recorded');
});
const REVIEWS: Lines = whole().filter(([, fact]) => fact.is === 'kept');

test('a phase that ended after its deadline is late by that much, and waits for people stand apart', () => {
  const slow = whole().map(([clock, fact]) =>
    fact.is === 'ended' && fact.key === moveOf(2) ? (['08:14:00.300', fact] as const) : ([clock, fact] as const),
  );
  const { deadlines, waits } = told(slow);
  expect(deadlines.find(({ phase }) => phase === 'isolate')).toMatchObject({
    late: true,
    budget: 120_000,
    spent: 120_300,
  });
  expect(deadlines.find(({ phase }) => phase === 'revoke')).toMatchObject({ late: false, waited: 30_000 });
  expect(waits.map(({ what, to }) => [what, to])).toEqual([
    ['Deny every session of the role?', at('08:13:20')],
    ['Ask the owner what breaks', at('08:20:00')],
    ['Terminate the instance?', undefined],
  ]);
  expect(renderMarkdown(told(slow))).toContain('2:01 of 2:00 | none | **late by 0:01**');
});

test('an approval by who runs the case is called self-approved', () => {
  const own = whole().map(([clock, fact]) =>
    fact.is === 'answered' ? ([clock, { ...fact, by: 'alice' }] as const) : ([clock, fact] as const),
  );
  expect(told(own).approvals.map(({ own: self }) => self)).toEqual([true, false]);
  expect(renderMarkdown(told(own))).toContain('approved, self-approved');
});
