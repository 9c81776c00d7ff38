import { createHash } from 'node:crypto';
import type { Call, Made } from '../../src/aws/index.ts';
import { type CaseState, stateOf } from '../../src/engine/index.ts';
import type { Entry, Fact, Opened } from '../../src/journal/index.ts';
import { hashOf } from '../../src/plan/index.ts';
import type { Activity, KeptFile } from '../../src/timeline/index.ts';
import { plan } from './playbook.ts';

export const TARGET = 'i-0ab12cd34ef567890';
export const WRITTEN = { writtenAt: new Date('2026-11-20T09:00:00Z'), program: 'npx ir' };
/** A moment of the fixture's day. */
export const at = (clock: string): string => new Date(`2026-11-20T${clock}Z`).toISOString();
export const opened = (more: Partial<Opened> = {}): Opened => ({
  is: 'opened',
  case: '01JCFIXTURE0000000000000000',
  name: 'CF-4M9T',
  mode: 'live',
  plan,
  planHash: hashOf(plan),
  inputs: { instanceId: TARGET, ticket: 'SEC-17' },
  severity: 'critical',
  deadlines: { 'first-response': 300, isolate: 120, revoke: 300, assess: 1800 },
  began: at('08:00:00'),
  alerted: at('08:12:00'),
  operator: 'alice',
  region: 'us-west-2',
  evidenceOnly: false,
  choices: { cutConnections: false, falsePositive: false, unattended: false },
  version: '0.1.0',
  ...more,
});
export const made = (call: Call, requestId: string, more: Partial<Made> = {}): Made => ({
  call,
  region: 'us-west-2',
  requestId,
  attempts: 1,
  ms: 80,
  ...more,
});
export type Lines = readonly (readonly [clock: string, fact: Fact])[];
export const journalOf = (lines: Lines): readonly Entry[] =>
  lines.map(([clock, fact], index) => ({ ...fact, seq: index + 1, at: at(clock) }));
export const caseOf = (lines: Lines): CaseState => stateOf(journalOf(lines));

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const jsonLines = (rows: readonly Activity[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
export const activity = (eventId: string, clock: string, more: Partial<Activity> = {}): Activity => ({
  at: at(clock),
  eventId,
  name: 'DescribeInstances',
  source: 'ec2.amazonaws.com',
  user: TARGET,
  accessKeyId: 'ASIASUSPECT000000001',
  ip: '198.51.100.7',
  agent: 'aws-cli/2.15.0 Python/3.11',
  resources: [],
  ...more,
});
/** A kept file that is as it was kept. */
export const keptFile = (state: CaseState, file: string, rows?: readonly Activity[]): KeptFile => {
  const entry = state.entries.find((one) => one.is === 'kept' && one.file === file);
  if (entry?.is !== 'kept') throw new Error(`${file} is not in the journal`);
  return {
    file,
    sha256: entry.sha256,
    bytes: entry.bytes,
    key: entry.key,
    at: entry.at,
    line: entry.seq,
    custody: { is: 'as kept' },
    ...(rows ? { activities: { rows, unreadable: 0 } } : {}),
  };
};
