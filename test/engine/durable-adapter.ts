import type { Durable } from '../../src/engine/index.ts';
import type { Fact } from '../../src/journal/index.ts';

/** What the contract needs of an adapter: one place per case, and the world around it. */
export interface Adapter {
  readonly place: () => Promise<Place>;
}
export interface Place {
  /** Opens the case, or goes on with it; one run at a time. */
  readonly open: () => Promise<Run>;
  /** What another shell does: resolves when it is left, not when it is taken in. */
  readonly leave: (sent: Sent) => Promise<void>;
  /** The bytes of a kept file. */
  readonly read: (file: string) => Promise<Uint8Array>;
  readonly now: () => Date;
  /** Time goes by, and what is due happens. */
  readonly pass: (ms: number) => Promise<void>;
  /** The machine was suspended: the time is later, and nothing that was due has happened yet. */
  readonly suspend: (ms: number) => void;
}
export interface Run {
  readonly durable: Durable;
  /** A person at this run aborts. */
  readonly abort: (by: string, because: string) => Promise<void>;
  /** As `kill -9`: nothing more is written by this run. */
  readonly crash: () => Promise<void>;
  readonly close: () => Promise<void>;
}
export type Sent =
  | {
      readonly is: 'answer';
      readonly gate: string;
      readonly answer: 'approved' | 'denied';
      readonly nonce?: string;
      readonly by: string;
    }
  | {
      readonly is: 'done';
      readonly key: string;
      readonly proof: Readonly<Record<string, unknown>>;
      readonly by: string;
    }
  | { readonly is: 'abort'; readonly because: string; readonly by: string };

/** A case as it is opened. */
export const OPENED: Extract<Fact, { readonly is: 'opened' }> = {
  is: 'opened',
  case: '01M7W54TMCH03DY9M0M77XQT5W',
  name: 'CI-4M9T',
  mode: 'drill',
  plan: {
    playbook: 'compromised-instance',
    title: 'Compromised instance',
    target: 'instanceId',
    asks: { instanceId: 'instance id' },
    nodes: [],
    actions: {},
  },
  planHash: 'a'.repeat(64),
  inputs: { instanceId: 'i-0ab12cd34ef567890' },
  severity: 'critical',
  deadlines: { isolate: 120 },
  operator: 'alice',
  region: 'us-west-2',
  evidenceOnly: false,
  choices: { cutConnections: false, falsePositive: false, unattended: false },
  version: '0.1.0',
};
export const began = (key: string, attempt = 1): Fact => ({ is: 'began', key, step: key, attempt, input: { key } });
export const ended = (key: string, attempt = 1): Fact => ({ is: 'ended', key, attempt, output: { key }, calls: [] });
export const failed = (key: string, attempt = 1): Fact => ({
  is: 'failed',
  key,
  attempt,
  failure: { reason: 'cannot', message: 'it can’t be done' },
  calls: [],
});
