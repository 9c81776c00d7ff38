import { describe, expect, test } from 'vitest';
import { stateOf } from '../../src/engine/index.ts';
import type { Entry, Fact } from '../../src/journal/index.ts';
import { holds } from '../../src/language/index.ts';
import { planOf } from '../../src/plan/index.ts';
import {
  plainHost,
  renderDryRun,
  renderEnd,
  renderPlan,
  renderReleasable,
  renderRelease,
  renderStanding,
  renderStatus,
} from '../../src/terminal/index.ts';
import { playbooks } from '../../playbooks/index.ts';
import { at, began, contained, ended, journal, nic, NICS, opened, underWay } from './fixtures.ts';

const now = at(95);
const skipped = (key: string, counts: 'fine' | 'open' | 'lost', because: string): Fact => ({
  is: 'skipped',
  key,
  attempt: 1,
  counts,
  because,
});
const FIRST = 'read-the-instance-as-it-is-now';
const playbook = playbooks.find(({ id }) => id === 'compromised-instance');
if (!playbook) throw new Error('these words are those of a playbook that is gone');
const instance = { plan: planOf(playbook), inputs: { instanceId: 'i-0ab12cd34ef567890' } };
const linesOf = (entries: readonly Entry[]): string => {
  let said = '';
  const screen = { out: () => undefined, err: (text: string) => void (said += text), interactive: false };
  const host = plainHost(
    { ...screen, columns: 80, color: false },
    { program: 'ir', answers: { yes: false, approve: [], operator: 'alice' } },
  );
  for (const entry of entries) host.tell(entry);
  return said;
};

describe('times of another day', () => {
  test('have their date: a deadline, a question’s end, a claim, a proof', () => {
    const state = stateOf(contained({ deadlines: { isolate: 86_400, revoke: 300 } }));
    const plan = renderPlan(state.opened.plan, { clocks: state.clocks, now });
    expect(plan).toContain('isolate   by 2026-11-21 08:12:00');
    expect(plan).toContain('revoke   by 08:17:00');
    const tomorrow = at(90_000);
    expect(renderEnd(state, 'ir', { now: tomorrow })).toContain('(AWS read, 2026-11-20 08:13:10)');
    expect(renderStatus(state, 'ir', { now: tomorrow }).replace(/\s+/g, ' ')).toContain(
      'Deny the role’s sessions, 2026-11-20 08:13:10',
    );
    const asked = (seconds: number): Fact => ({
      is: 'asked',
      gate: 'terminate',
      nonce: 'n',
      shows: {},
      until: at(seconds).toISOString(),
    });
    expect(linesOf(journal([0, opened()], [1, asked(600)]))).toContain('asked, until 08:22:00');
    expect(linesOf(journal([0, opened()], [1, asked(86_400)]))).toContain('asked, until 2026-11-21 08:12:00');
  });
});

describe('a phase', () => {
  const times = (...facts: readonly (readonly [number, Fact])[]): string =>
    renderEnd(stateOf(journal([0, opened({ deadlines: { isolate: 120, revoke: 300 } })], ...facts)), 'ir', { now });
  test('in which nothing was read or proven has no tick', () => {
    expect(times([5, skipped('deny-the-role-s-sessions', 'fine', 'none was found (roleName)')])).toContain(
      'revoke – nothing to do',
    );
    const text = times(
      [
        5,
        { is: 'failed', key: 'find-the-instance', attempt: 1, calls: [], failure: { reason: 'cannot', message: 'x' } },
      ],
      [6, skipped('deny-the-role-s-sessions', 'lost', '“Find the instance” failed')],
    );
    expect(text).not.toContain('✔');
  });
  test('in which a person did something by hand has a tick, whatever was declined', () => {
    const end = skipped('terminate-the-instance', 'lost', 'declined by alice');
    const done: Fact = { is: 'attested', key: 'rebuild', proof: {}, by: 'alice' };
    const said = (...facts: Fact[]): string =>
      renderStatus(stateOf(journal([0, opened(instance)], ...facts.map((fact) => [5, fact] as const))), 'ir', { now });
    expect(said(end)).toContain('recover – nothing was done');
    expect(said(done, end)).toContain('recover ✔');
  });
  test('of looks alone that could not be done is not done, and late where it is', () => {
    const document = { plan: instance.plan, inputs: instance.inputs, deadlines: { assess: 5 } };
    const key = 'see-whether-every-snapshot-is-complete';
    const said = (second: number): string =>
      renderEnd(stateOf(journal([0, opened(document)], [second, skipped(key, 'lost', 'no')])), 'ir', { now });
    expect(said(4)).toContain('assess – nothing was done\n');
    expect(said(9)).toContain('assess – nothing was done, late by 0:04');
  });
});

describe('what stands in a journal by its id', () => {
  test('is said in words: a branch that was not needed, and why', () => {
    const facts = [
      [0, opened(instance)],
      [1, skipped('already-gone', 'fine', `not needed: ${FIRST}.isLive is true`)],
      [2, skipped('vpcs', 'lost', '“Read the instance as it is now” failed')],
      [3, skipped('already-gone', 'lost', '“vpcs” failed')],
      [4, { is: 'fanned', key: 'targets', members: [], names: [] }],
    ] as const;
    const said = linesOf(journal(...facts));
    expect(said).not.toMatch(/already-gone|vpcs|isLive|targets/);
    expect(said.split('\n').slice(1, -1)).toEqual([
      '08:12:02  T+00:02  Make the isolation group: not done, “Read the instance as it is now” failed',
      '08:12:03  T+00:03  Find the volumes that are left: not done, “Make the isolation group” failed',
      '08:12:04  T+00:04  Take it out of the target group: for none',
    ]);
    const text = renderEnd(
      stateOf(
        journal([0, opened(instance)], [1, skipped('no-profile', 'fine', `not needed: ${FIRST}.hasProfile is true`)]),
      ),
      'ir',
      { now },
    );
    // At the end it is no news.
    expect(text).not.toContain('had before');
  });
  test('an approval keeps its id: that is what a person types', () => {
    const waits = skipped('take-its-instance-profile-off', 'open', 'waits for the approval “take-the-role-away”');
    expect(linesOf(journal([0, opened(instance)], [1, waits]))).toContain('the approval “take-the-role-away”');
  });
});

describe('a dry run', () => {
  const rehearsed = (because: string, counts: 'fine' | 'open' | 'lost' = 'open'): string =>
    renderDryRun(
      stateOf(
        journal([0, opened({ ...instance, mode: 'dry-run' })], [1, skipped('end-live-sessions', counts, because)]),
      ),
      'ir',
      now,
    );
  test.each([
    ['cannot know: it needs what “Snapshot every volume” would make', 'cannot know: it needs what “Snapshot'],
    ['dry run: it needs the isolation group', 'cannot know: it needs the isolation group'],
    ['dry run: nothing was changed', 'would write nothing, as things are now'],
  ])('of “%s” says “%s”', (because, said) => {
    expect(rehearsed(because)).toMatch(new RegExp(`^ {8}${said}`, 'm'));
  });
  test('does not say “cannot know” of what is known', () => {
    expect(rehearsed('none was found (alarms)', 'fine')).toMatch(/^ {8}not applicable: none was found \(alarms\)$/m);
    expect(rehearsed(`not needed: ${FIRST}.isLive is true`, 'fine')).toMatch(/^ {8}not needed here \(live: yes\)$/m);
    expect(rehearsed('no', 'lost')).toMatch(/^ {8}not done: no$/m);
  });
});

describe('a release', () => {
  const key = nic(NICS[0]);
  const [web, iso] = [{ groups: ['sg-0web'] }, { groups: ['sg-0iso'] }];
  const facts = [
    ...underWay().slice(0, 5),
    [4, { ...began(key, { interfaceId: NICS[0] }), before: web }],
    [5, { ...ended(key, holds('1 group')), after: iso }],
    [5, { ...began('deny-the-role-s-sessions', { roleName: 'web' }), before: { rules: [{ id: 'a', on: false }] } }],
    [6, { ...ended('deny-the-role-s-sessions', holds()), after: { rules: [{ id: 'a', on: true }] } }],
  ] as readonly (readonly [number, Fact])[];
  const keys = ['deny-the-role-s-sessions', key];
  const state = stateOf(journal(...facts));
  test('lists what it will put back: how each is now, and how it will be', () => {
    expect(renderReleasable(state, keys, false))
      .toBe(`  To put back in T-7QK2, newest first; what denies stolen sessions stays until
  they have expired (--false-positive: at once):
    Deny the role’s sessions
        a, on: yes → no
    Isolate the interface (eni-0aaaaaaaaaaaaaaaa)
        groups: sg-0iso → sg-0web
`);
    expect(renderReleasable(state, keys, true)).toContain('To put back in T-7QK2, newest first:\n');
  });
  test('says in words what became of each change', () => {
    const released = (outcome: 'released' | 'gone' | 'failed'): Fact => ({
      is: 'released',
      key,
      outcome,
      before: web,
      ours: iso,
      now: web,
      calls: [],
    });
    const said = (outcome: 'released' | 'gone' | 'failed'): string =>
      renderRelease(stateOf(journal(...facts, [9, released(outcome)])), 'ir');
    expect(said('released')).toContain(': put back\n        groups: sg-0iso → sg-0web\n');
    expect(said('gone')).toContain(': nothing to put back\n');
    expect(said('failed')).toContain('✘ Isolate the interface (eni-0aaaaaaaaaaaaaaaa): could NOT be put back\n');
  });
  test('what a closed case leaves is called by what it is', () => {
    expect(
      renderStanding(
        state,
        state.steps.filter((step) => step.does === 'changes' && step.is === 'ended'),
      ),
    ).toBe(`Still standing:
    Isolate the interface (eni-0aaaaaaaaaaaaaaaa), a change
    Deny the role’s sessions, a change
`);
  });
});

test('the end names the snapshots that were taken, also where nothing else was touched', () => {
  const ids = ['snap-0123456789abcdef0', 'snap-0123456789abcdef1'];
  const entries = journal(...underWay({ evidenceOnly: true }).slice(0, 4), [
    5,
    ended('request-snapshots', undefined, { snapshotIds: ids }),
  ]);
  expect(renderEnd(stateOf(entries), 'ir', { now })).toContain(`  Snapshots        ${ids[0]}, ${ids[1]}\n`);
});
