import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type CaseState, stateOf } from '../../src/engine/index.ts';
import type { Fact } from '../../src/journal/index.ts';
import { unproven } from '../../src/language/index.ts';
import {
  caseRow,
  type Look,
  renderCases,
  renderDryRun,
  renderEnd,
  renderFailure,
  renderPlan,
  renderPlaybooks,
  renderProblem,
  renderScorecard,
  renderStatus,
  showHead,
} from '../../src/terminal/index.ts';
import { asked, at, contained, ended, halfIsolated, journal, nic, NICS, opened, underWay } from './fixtures.ts';
import { faults, HOSTILE } from './hostile.ts';
import { tinyPlan } from './tiny-playbook.ts';

const now = at(95);
const failedOf = (state: CaseState) => {
  const step = state.steps.find((each) => each.is === 'failed');
  if (!step?.failure) throw new Error('nothing has failed in this fixture');
  return { step, failure: step.failure };
};
const score = { scenario: 'web', seed: 41, evidenceLost: [], secretsOutside: [], wrongOrder: [] };
const screens = (state: CaseState, look: Look): Readonly<Record<string, string>> => ({
  end: renderEnd(state, 'npx ir', { now, folder: '/cases/T-7QK2', report: ['/cases/T-7QK2/timeline.md'] }, look),
  status: renderStatus(state, 'npx ir', { now }, look),
  cases: renderCases([caseRow(state, now)], 'npx ir', look),
  plan: renderPlan(state.opened.plan, { clocks: state.clocks, now, detail: true }, look),
  scorecard: renderScorecard(state, score, look),
  'dry run': renderDryRun(state, 'npx ir', now, look),
});
type Texts = Readonly<Record<string, string>>;
const mapped = (texts: Texts, change: (text: string) => string): Texts =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, change(text)]));
const allFaults = (texts: Texts, columns?: number): readonly string[] =>
  Object.entries(texts).flatMap(([name, text]) => faults(text, columns).map((fault) => `${name}: ${fault}`));
const plain = (columns: number): Look => ({ columns, color: false });

describe('every screen', () => {
  const cases = { contained: contained(), 'half isolated': halfIsolated(), 'under way': journal(...underWay()) };
  test.each(Object.entries(cases))('of a case that is %s fits 80 columns, and 60', (_, entries) => {
    for (const columns of [80, 60]) expect(allFaults(screens(stateOf(entries), plain(columns)), columns)).toEqual([]);
  });
  test.each(Object.entries(cases))('of a case that is %s says the same with and without colour', (_, entries) => {
    const colored = screens(stateOf(entries), { columns: 80, color: true });
    const without = screens(stateOf(entries), plain(80));
    expect(colored['end']).not.toBe(without['end']);
    expect(mapped(colored, stripVTControlCharacters)).toEqual(without);
  });
  test('shows what an attacker wrote as escapes, whichever field it stands in', () => {
    const key = nic(NICS[1]);
    const entries = journal(
      [0, opened({ operator: HOSTILE, inputs: { instanceId: HOSTILE }, name: 'T-7QK2' })],
      ...underWay().slice(1),
      [5, { is: 'said', key: 'request-snapshots', what: HOSTILE }],
      [6, ended(nic(NICS[0]), unproven(HOSTILE))],
      [7, { is: 'failed', key, attempt: 1, calls: [], failure: { reason: 'cannot', message: HOSTILE } }],
      [8, { is: 'unclaimed', target: HOSTILE, because: HOSTILE }],
      [
        9,
        {
          is: 'verified',
          key: nic(NICS[0]),
          verdict: { is: 'does not hold', because: HOSTILE, by: 'aws-read' },
          now: {},
          changedBy: HOSTILE,
        },
      ],
      [10, { ...asked('terminate'), shows: { 'find-the-instance.name': HOSTILE } } as Fact],
      [11, { is: 'closed', as: `duplicate-of ${HOSTILE}`, by: HOSTILE, stands: [] }],
    );
    const state = stateOf(entries);
    const { step, failure } = failedOf(state);
    const shown: Readonly<Record<string, string>> = {
      ...screens(state, plain(80)),
      failure: renderFailure(step, failure, 'npx ir', state),
      problem: renderProblem({ what: HOSTILE, to: HOSTILE, safe: HOSTILE, next: HOSTILE }),
    };
    expect(allFaults(shown)).toEqual([]);
    expect(shown['end']).toContain('\\e[2J');
    expect(shown['end']).toContain('\\u202e');
    expect(shown['end']).not.toContain('\n✔ CONTAINED');
  });
});

describe('the end', () => {
  test('says contained, each proof with whose word and when, times against limits, and what to type next', () => {
    const text = renderEnd(stateOf(contained()), 'npx ir', {
      now,
      folder: '/cases/T-7QK2',
      report: ['/x/timeline.md'],
    });
    expect(text).toBe(`T-7QK2  Tiny instance  CRITICAL  T+01:35
  Verdict          CONTAINED, proven
  Times            isolate ✔ 0:48 of 2:00
                   revoke ✔ 1:10 of 5:00 (people: 0:14 of it)
  Network          CONTAINED, proven
    ✔ Isolate the interface (eni-0aaaaaaaaaaaaaaaa): holds, 1 group, no rules
      (AWS read, 08:12:48)
    ✔ Isolate the interface (eni-0bbbbbbbbbbbbbbbb): holds, 1 group, no rules
      (AWS read, 08:12:48)
  Credentials      CONTAINED, proven
    ✔ Deny the role’s sessions: holds, 1 policy (AWS read, 08:13:10)
  Case             /cases/T-7QK2
  Report           /x/timeline.md
  Put back         npx ir release T-7QK2
  Close            npx ir close T-7QK2 --as resolved
`);
  });
  test('never says contained where one step failed, and says how to try again', () => {
    const text = renderEnd(stateOf(halfIsolated()), 'npx ir', { now });
    expect(text).toContain('Verdict          NOT CONTAINED');
    expect(text).toContain('Network          NOT CONTAINED');
    expect(text).toContain('Credentials      CONTAINED, proven');
    expect(text).toContain('Try again        npx ir resume T-7QK2');
    expect(text).toContain('UnauthorizedOperation');
  });
  test('names what is unproven, and does not round it up', () => {
    const entries = contained().map((entry) =>
      entry.is === 'ended' && entry.key === nic(NICS[0]) ? { ...entry, verdict: unproven('NAT path') } : entry,
    );
    const text = renderEnd(stateOf(entries), 'npx ir', { now });
    expect(text).toContain('Network          contained, UNPROVEN');
    expect(text).toContain('? Isolate the interface (eni-0aaaaaaaaaaaaaaaa): unproven, NAT path');
    expect(text).not.toMatch(/Verdict +CONTAINED/);
  });
  test('lists what waits for people with the whole command', () => {
    const text = renderEnd(stateOf(journal(...underWay(), [10, asked('terminate')])), 'npx ir', { now });
    expect(text).toMatch(
      /Open for people {2}1 {2}Request snapshots[^]*2 {2}Terminate the instance\?\n +npx ir approve T-7QK2 terminate\n/,
    );
  });
  test('says that an evidence-only run and a dry run have contained nothing', () => {
    expect(renderEnd(stateOf(contained({ evidenceOnly: true })), 'ir', { now })).toContain('NOT CONTAINED');
    expect(renderEnd(stateOf(contained({ mode: 'dry-run' })), 'ir', { now })).toContain('DRY RUN: nothing was changed');
  });
  test('marks a drill, and keeps a late phase late', () => {
    const late = contained({ mode: 'drill', deadlines: { isolate: 30, revoke: 300 } });
    const text = renderEnd(stateOf(late), 'npx ir', { now });
    expect(text).toMatch(/^DRILL {2}T-7QK2/);
    expect(text).toContain('isolate ✔ 0:48 of 0:30, late by 0:18');
    expect(text).toContain('close T-7QK2 --as drill');
  });
});

test('a failure says what happened, what is true, what is safe, by hand, then, and what is missing', () => {
  const state = stateOf(halfIsolated());
  const { step, failure } = failedOf(state);
  expect(renderFailure(step, failure, 'npx ir', state)).toBe(`  ✘ Isolate the interface: refused for 1 of 2
    What happened   ec2:ModifyNetworkInterfaceAttribute on eni-0bbbbbbbbbbbbbbbb
                    answered UnauthorizedOperation (request
                    1f0e8d2c-0000-4000-8000-000000000000): You are not
                    authorized to perform this operation.
    True now        eni-0aaaaaaaaaaaaaaaa: done and read back;
                    eni-0bbbbbbbbbbbbbbbb is not: network NOT CONTAINED
    Safe            nothing was released; every other step is done
    By hand         aws ec2 modify-network-interface-attribute \\
                    --network-interface-id eni-0bbbbbbbbbbbbbbbb \\
                    --groups '<isolation-group-id>' --region us-west-2
    Then            npx ir resume T-7QK2
                    (repeats only what failed, and what waits for it)
    Missing         ec2:ModifyNetworkInterfaceAttribute on eni-0bbbbbbbbbbbbbbbb
                    (npx ir policy tiny prints the policy)
`);
});

describe('the plan', () => {
  test('counts by kind, gives each phase its clock and numbers each step with what it does', () => {
    const { clocks } = stateOf(journal(...underWay()));
    const text = renderPlan(tinyPlan, {
      clocks,
      now: at(20),
      facts: { notice: ['it goes dark'], hazards: ['an alarm'] },
    });
    expect(text).toContain('Plan   1 look · 2 changes · 1 keep · 1 destroy · 2 approvals · 1 by hand');
    expect(text).toContain('isolate   by 08:14:00   1:40 left');
    expect(text).toMatch(/ 3 {2}Isolate the interface +changes/);
    expect(text).toMatch(/ 5 {2}Terminate the instance +DESTROYS/);
    expect(text).toContain('for each of the interfaces, 10 at once:');
    expect(text).toContain('You will notice: it goes dark');
    expect(text).toContain('Hazards: an alarm');
  });
  test('says the numbers of what was read of the target, and what does not apply to it', () => {
    const withRead = (interfaces: readonly string[]): string =>
      renderPlan(tinyPlan, { facts: { outputs: new Map([['find-the-instance', { interfaces }]]) } });
    expect(withRead(['eni-1', 'eni-2'])).toContain('for each of 2 interfaces, 10 at once:');
    expect(withRead(['eni-1'])).toContain('for each of the interfaces (there is 1):');
    expect(withRead([])).toContain('for each of the interfaces (there are none: left out):');
  });
  test('in detail names the AWS calls, the proof and the way back', () => {
    const text = renderPlan(tinyPlan, { severity: 'critical', detail: true });
    expect(text).toContain('isolate   by T+2:00 at critical');
    expect(text).toContain('calls: iam:PutRolePolicy');
    expect(text).toContain('put back by: iam:DeleteRolePolicy');
    expect(text).toContain('no way back: memory and instance store are gone');
  });
});

test('a dry run says of each call whether it would succeed, be denied, or can’t be known', () => {
  const call = (would: 'succeed' | 'be denied' | 'cannot know') =>
    ({ call: 'ec2:ModifyNetworkInterfaceAttribute', region: 'us-west-2', attempts: 1, ms: 1, would }) as const;
  const skip = (key: string, would: Parameters<typeof call>[0]): Fact => ({
    is: 'skipped',
    key,
    attempt: 1,
    counts: 'open',
    because: 'dry run: nothing was changed',
    calls: [call(would)],
  });
  const entries = journal(
    ...underWay({ mode: 'dry-run' }).slice(0, 5),
    [5, skip(nic(NICS[0]), 'succeed')],
    [6, skip(nic(NICS[1]), 'be denied')],
    [7, { is: 'skipped', key: 'deny-the-role-s-sessions', attempt: 1, counts: 'open', because: 'it needs step 3' }],
  );
  const text = renderDryRun(stateOf(entries), 'npx ir', now);
  expect(text).toMatch(/would succeed {4}ec2:ModifyNetworkInterfaceAttribute/);
  expect(text).toMatch(/would be denied {2}ec2:ModifyNetworkInterfaceAttribute/);
  expect(text).toContain('cannot know: it needs step 3');
  expect(text).toContain('nothing was changed; 1 would succeed, 1 would be denied, 0 cannot be');
  expect(text).toContain('npx ir policy tiny');
});

test('the list of cases puts the most urgent clock first and closed cases last', () => {
  const row = (
    name: string,
    deadlines: Readonly<Record<string, number>>,
    ...more: readonly (readonly [number, Fact])[]
  ) => caseRow(stateOf(journal(...underWay({ name, deadlines }), ...more)), at(20));
  const closed: readonly [number, Fact] = [9, { is: 'closed', as: 'resolved', by: 'alice', stands: [] }];
  const rows = [row('T-LATE', { isolate: 10 }), row('T-DONE', { isolate: 5 }, closed), row('T-SOON', { isolate: 24 })];
  const lines = renderCases(rows.toReversed(), 'npx ir').trimEnd().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['T-LATE', 'T-SOON', 'T-DONE']);
  expect(lines[0]).toContain('late by 0:10, limit 0:10');
  expect(lines[1]).toContain('soon: 0:04 left');
  expect(lines[2]).toContain('closed as resolved');
});

test('the status names drift, by whom, and since when', () => {
  const entries = journal(
    ...underWay(),
    [9, ended(nic(NICS[0]), { is: 'holds', by: 'aws-read' })],
    [
      60,
      {
        is: 'verified',
        key: nic(NICS[0]),
        verdict: { is: 'does not hold', because: 'sg-web is back', by: 'aws-read' },
        now: {},
        changedBy: 'bob',
      },
    ],
  );
  const text = renderStatus(stateOf(entries), 'npx ir', { now });
  expect(text).toContain('not as we left');
  expect(text).toContain('changed by bob');
  expect(text).toContain('NOT CONTAINED');
});

test('a scorecard sets this drill beside the last ones', () => {
  const text = renderScorecard(stateOf(contained({ mode: 'drill' })), {
    ...score,
    attacker: { what: 'token used after T0', times: 3, lastSeconds: 35 },
    earlier: { revoke: [52, 60, 70] },
  });
  expect(text).toContain('time to revoke   1:10 of 5:00 (your approvals: 0:14 of it)');
  expect(text).toContain('3 times, last at T+0:35');
  expect(text).toContain('revoke 1:10 (median 1:00)');
});

test('the list of playbooks says when to use each', () => {
  const useWhen = 'A token of the gateway has been seen where it should not be, in a log, a ticket or a repository';
  const text = renderPlaybooks([
    { id: 'leaked-token', title: 'Leaked gateway token', useWhen },
    { id: 'tiny', title: 'Tiny', useWhen: HOSTILE },
  ]);
  expect(text).toMatch(/^leaked-token {2}A token of the gateway/);
  expect(faults(text)).toEqual([]);
});
test('before anything is asked it is said where a run would act, and as whom', () => {
  const said: string[] = [];
  const screen = { out: () => undefined, err: (text: string) => void said.push(text), interactive: true, ...plain(80) };
  showHead(screen, {
    title: 'Leaked gateway token',
    mode: 'live',
    account: '111122223333',
    alias: 'prod',
    region: 'us-west-2',
    identity: 'alice via ir-contain-network',
  });
  expect(said.join('')).toContain('live · 1111-2222-3333 (prod) · us-west-2 · alice via ir-contain-network');
});
