import { expect, test } from 'vitest';
import { type Question, stateOf } from '../../src/engine/index.ts';
import type { Entry, Fact } from '../../src/journal/index.ts';
import { type Answers, plainHost, type Screen } from '../../src/terminal/index.ts';
import { asked, at, halfIsolated, journal, NICS, opened, underWay } from './fixtures.ts';
import { faults, HOSTILE } from './hostile.ts';

const hostWith = (answers: Partial<Answers> = {}, earlier: readonly Entry[] = []) => {
  const said: string[] = [];
  const screen: Screen = {
    out: () => undefined,
    err: (text) => void said.push(text),
    interactive: false,
    columns: 80,
    color: false,
  };
  const given = { yes: false, approve: [], operator: 'alice', ...answers };
  return { host: plainHost(screen, { program: 'npx ir', answers: given, earlier, now: () => at(51) }), said };
};
const gate = (id: string, hits?: number): Question => {
  const found = stateOf(journal(...underWay(), [50, asked(id, hits)])).gates.find((each) => each.gate === id);
  if (!found?.asked) throw new Error(`no gate ${id}`);
  return { is: 'gate', gate: id, node: found.node, destroys: found.destroys, hits: hits ?? 0, asked: found.asked };
};
const never = new AbortController().signal;

test('a run through a pipe is one plain line per event', () => {
  const { host, said } = hostWith();
  for (const entry of halfIsolated()) host.tell(entry);
  expect(said.join(''))
    .toBe(`08:12:00  T+00:00  case T-7QK2 opened: Tiny instance, live, critical, i-0ab12cd34ef567890, us-west-2, by alice
08:12:01  T+00:01  Find the instance: begun
08:12:03  T+00:03  Find the instance: done
08:12:03  T+00:03  Request snapshots: begun
08:12:03  T+00:03  Isolate the interface: for 2: eni-0aaaaaaaaaaaaaaaa, eni-0bbbbbbbbbbbbbbbb
08:12:04  T+00:04  Isolate the interface (eni-0aaaaaaaaaaaaaaaa): begun
08:12:04  T+00:04  Isolate the interface (eni-0bbbbbbbbbbbbbbbb): begun
08:12:06  T+00:06  Request snapshots: done
08:12:09  T+00:09  Isolate the interface (eni-0aaaaaaaaaaaaaaaa): done; holds, 1 group, no rules (AWS read)
08:12:10  T+00:10  Isolate the interface (eni-0bbbbbbbbbbbbbbbb): FAILED, ec2:ModifyNetworkInterfaceAttribute answered UnauthorizedOperation (request 1f0e8d2c-0000-4000-8000-000000000000): You are not authorized to perform this operation.
08:12:50  T+00:50  approval “deny-role” asked, until 08:23:40
08:13:04  T+01:04  approval “deny-role” approved by alice (typed)
08:13:05  T+01:05  Deny the role’s sessions: begun
08:13:10  T+01:10  Deny the role’s sessions: done; holds, 1 policy (AWS read)
08:13:11  T+01:11  approval “terminate” asked, until 08:23:40
08:13:12  T+01:12  approval “terminate” denied by alice (typed)
08:13:12  T+01:12  Terminate the instance: not done, declined by alice
`);
});

test('every kind of entry is one line, whatever stands in it', () => {
  const key = 'request-snapshots';
  const verdict = { is: 'unproven', because: HOSTILE, by: 'host-said' } as const;
  const holder = { case: HOSTILE, by: HOSTILE, since: at(0).toISOString() };
  const facts: readonly Fact[] = [
    opened({ operator: HOSTILE, endpoint: HOSTILE }),
    { is: 'resumed', operator: HOSTILE, host: HOSTILE, pid: 1, because: HOSTILE },
    { is: 'identified', identity: { account: '1', arn: HOSTILE, userId: HOSTILE }, suspect: true },
    { is: 'began', key, step: key, attempt: 2, input: {} },
    { is: 'ended', key, attempt: 1, output: {}, calls: [], verdict, found: true },
    { is: 'failed', key, attempt: 1, calls: [], failure: { reason: 'unexpected', message: HOSTILE } },
    { is: 'skipped', key, attempt: 1, counts: 'lost', because: HOSTILE },
    { is: 'fanned', key: 'nics', members: NICS, names: [HOSTILE] },
    { is: 'said', key, what: HOSTILE },
    { is: 'kept', key, file: HOSTILE, sha256: HOSTILE, bytes: 1 },
    { is: 'asked', gate: HOSTILE, nonce: 'n', shows: {}, until: at(9).toISOString() },
    { is: 'answered', gate: HOSTILE, nonce: 'n', answer: 'denied', by: HOSTILE, how: HOSTILE },
    { is: 'awaited', key: 'show-gone', until: at(9).toISOString(), shows: {} },
    { is: 'attested', key: 'show-gone', proof: { [HOSTILE]: [HOSTILE, { a: HOSTILE }] }, by: HOSTILE },
    { is: 'verified', key, verdict, now: {}, changedBy: HOSTILE },
    { is: 'claimed', target: HOSTILE, where: HOSTILE, taken: HOSTILE },
    { is: 'held', target: HOSTILE, ...holder },
    { is: 'unclaimed', target: HOSTILE, because: HOSTILE },
    { is: 'late', phase: 'isolate', deadline: at(2).toISOString() },
    { is: 'noted', text: HOSTILE, by: HOSTILE },
    { is: 'set', severity: 'high', began: at(0).toISOString(), by: HOSTILE },
    { is: 'aborted', by: HOSTILE, because: HOSTILE },
    { is: 'interrupted', by: HOSTILE },
    { is: 'paused', exit: 5, verdict: HOSTILE },
    { is: 'releasing', by: HOSTILE, falsePositive: true, keys: [key] },
    { is: 'released', key: `release:${key}`, outcome: 'drifted', because: HOSTILE, calls: [] },
    { is: 'closed', as: `duplicate-of ${HOSTILE}`, by: HOSTILE, stands: [] },
  ];
  const { host, said } = hostWith();
  for (const entry of journal(...facts.map((fact, index) => [index, fact] as const))) host.tell(entry);
  expect(said.length).toBe(facts.length);
  for (const line of said) {
    expect(line.endsWith('\n')).toBe(true);
    expect(line.trimEnd()).not.toContain('\n');
    expect(faults(line, Number.MAX_SAFE_INTEGER)).toEqual([]);
  }
});

test('a resumed case knows its titles and its clock without telling the past again', () => {
  const all = halfIsolated();
  const { host, said } = hostWith({}, all.slice(0, 9));
  for (const entry of all.slice(9, 10)) host.tell(entry);
  expect(said.join('')).toContain('T+00:10  Isolate the interface (eni-0bbbbbbbbbbbbbbbb): FAILED');
  expect(said.length).toBe(1);
});

test('nobody is asked: a question stays open, and the line says what to type', async () => {
  const { host, said } = hostWith({}, journal(...underWay()));
  expect(await host.ask(gate('terminate'), never)).toEqual({ is: 'later' });
  expect(said.join('')).toBe(
    '08:12:51  T+00:51  approval: Terminate the instance?; DESTROYS: can’t be put back; name web-7: left waiting, nobody is asked here: npx ir approve T-7QK2 terminate\n',
  );
});
test('--yes answers an ordinary approval that hits nobody else, and says so', async () => {
  const { host, said } = hostWith({ yes: true });
  expect(await host.ask(gate('deny-role', 0), never)).toEqual({
    is: 'answer',
    answer: 'approved',
    by: 'alice',
    how: 'answered by --yes',
  });
  expect(said.join('')).toContain('approved (answered by --yes)');
});
test('--yes answers nothing that hits others or that can’t be put back', async () => {
  const { host } = hostWith({ yes: true });
  expect(await host.ask(gate('deny-role', 3), never)).toEqual({ is: 'later' });
  expect(await host.ask(gate('terminate', 0), never)).toEqual({ is: 'later' });
});
test('--yes takes a count that could not be read for no 0', async () => {
  const { host } = hostWith({ yes: true });
  const question = gate('deny-role');
  if (question.is !== 'gate') throw new Error('not a gate');
  expect(await host.ask({ ...question, node: { ...question.node, hits: 'x.sharing' } }, never)).toEqual({
    is: 'later',
  });
});
test('--approve answers the one gate that it names', async () => {
  const { host } = hostWith({ approve: ['terminate'] });
  expect(await host.ask(gate('terminate'), never)).toMatchObject({
    answer: 'approved',
    how: 'given at the start: --approve terminate',
  });
  expect(await host.ask(gate('deny-role'), never)).toEqual({ is: 'later' });
});
