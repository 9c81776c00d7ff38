import { DEADLINES } from '../../src/engine/index.ts';
import type { Entry, Fact, Opened } from '../../src/journal/index.ts';
import type { Made } from '../../src/aws/index.ts';
import { holds, type Verdict } from '../../src/language/index.ts';
import { hashOf } from '../../src/plan/index.ts';
import { tinyPlan } from './tiny-playbook.ts';

export const INSTANCE = 'i-0ab12cd34ef567890';
export const NICS = ['eni-0aaaaaaaaaaaaaaaa', 'eni-0bbbbbbbbbbbbbbbb'] as const;
const START = Date.parse('2026-11-20T08:12:00.000Z');
/** So many seconds after the case was opened. */
export const at = (seconds: number): Date => new Date(START + seconds * 1000);

export const opened = (other: Partial<Opened> = {}): Opened => ({
  is: 'opened',
  case: '01JDTESTCASE0000000000TINY',
  name: 'T-7QK2',
  mode: 'live',
  plan: tinyPlan,
  planHash: hashOf(tinyPlan),
  inputs: { instanceId: INSTANCE },
  severity: 'critical',
  deadlines: DEADLINES.critical,
  operator: 'alice',
  region: 'us-west-2',
  evidenceOnly: false,
  choices: { cutConnections: false, falsePositive: false, unattended: false },
  version: '0.1.0',
  ...other,
});

/** A valid list of entries from facts, each with its second. */
export const journal = (...facts: readonly (readonly [second: number, fact: Fact])[]): readonly Entry[] =>
  facts.map(([second, fact], index) => ({ ...fact, seq: index + 1, at: at(second).toISOString() }));

export const nic = (id: string): string => `nics[${id}]/isolate-the-interface`;
export const began = (key: string, input: Readonly<Record<string, unknown>> = {}, attempt = 1): Fact => ({
  is: 'began',
  key,
  step: key.replace(/^.*\]\//, ''),
  attempt,
  input,
});
export const ended = (
  key: string,
  verdict?: Verdict,
  output: Readonly<Record<string, unknown>> = {},
  calls: readonly Made[] = [],
): Fact => ({ is: 'ended', key, attempt: 1, output, calls, ...(verdict ? { verdict } : {}) });
export const denied = (key: string): Fact => ({
  is: 'failed',
  key,
  attempt: 1,
  calls: [],
  failure: {
    reason: 'denied',
    call: 'ec2:ModifyNetworkInterfaceAttribute',
    region: 'us-west-2',
    message: 'You are not authorized to perform this operation.',
    code: 'UnauthorizedOperation',
    requestId: '1f0e8d2c-0000-4000-8000-000000000000',
  },
});
export const asked = (gate: string, hits?: number): Fact => ({
  is: 'asked',
  gate,
  nonce: `nonce-${gate}`,
  shows: gate === 'terminate' ? { 'find-the-instance.name': 'web-7' } : { 'find-the-instance.roleName': 'web' },
  ...(hits === undefined ? {} : { hits }),
  until: at(700).toISOString(),
});
export const answered = (gate: string, answer: 'approved' | 'denied', by = 'alice'): Fact => ({
  is: 'answered',
  gate,
  nonce: `nonce-${gate}`,
  answer,
  by,
  how: 'typed',
});

const found = { interfaces: NICS, roleName: 'web', name: 'web-7' };
/** From the opening to the point where both interfaces are being isolated. */
export const underWay = (other: Partial<Opened> = {}): readonly (readonly [number, Fact])[] => [
  [0, opened(other)],
  [1, began('find-the-instance', { instanceId: INSTANCE })],
  [3, ended('find-the-instance', undefined, found)],
  [3, began('request-snapshots', { instanceId: INSTANCE })],
  [3, { is: 'fanned', key: 'nics', members: NICS, names: NICS }],
  ...NICS.map((id): readonly [number, Fact] => [4, began(nic(id), { interfaceId: id })]),
];
const rest: readonly (readonly [number, Fact])[] = [
  [50, asked('deny-role', 0)],
  [64, answered('deny-role', 'approved')],
  [65, began('deny-the-role-s-sessions', { roleName: 'web' })],
  [70, ended('deny-the-role-s-sessions', holds('1 policy'))],
  [71, asked('terminate')],
  [72, answered('terminate', 'denied')],
  [72, { is: 'skipped', key: 'terminate-the-instance', attempt: 1, counts: 'lost', because: 'declined by alice' }],
];
/** Everything holds; termination was declined. */
export const contained = (other: Partial<Opened> = {}): readonly Entry[] =>
  journal(
    ...underWay(other),
    [6, ended('request-snapshots')],
    ...NICS.map((id): readonly [number, Fact] => [48, ended(nic(id), holds('1 group, no rules'))]),
    [48, { is: 'awaited', key: 'show-gone', until: at(1800).toISOString(), shows: {} }],
    [49, { is: 'attested', key: 'show-gone', proof: { seen: 'none' }, by: 'alice' }],
    ...rest,
  );
/** One interface was refused. */
export const halfIsolated = (other: Partial<Opened> = {}): readonly Entry[] =>
  journal(
    ...underWay(other),
    [6, ended('request-snapshots')],
    [9, ended(nic(NICS[0]), holds('1 group, no rules'))],
    [10, denied(nic(NICS[1]))],
    ...rest,
  );
