import type { AwsFailure, Identity, Made } from '../aws/index.ts';
import type { Choices, Phase, Severity, Verdict } from '../language/index.ts';
import type { Plan } from '../plan/index.ts';

/** Values as they stand in a journal: plain JSON. */
export type Values = Readonly<Record<string, unknown>>;

/** Why a step did not end. Expected failures are values, each with a literal reason and its own data. */
export type Failure =
  | AwsFailure
  /** An action handed back something that its fields refuse, or asked for something impossible. */
  | { readonly reason: 'bad-output'; readonly message: string }
  /** An action says in words why it can't be done; safe to show. */
  | { readonly reason: 'cannot'; readonly message: string }
  /** The step's cap was used up. */
  | { readonly reason: 'too-slow'; readonly message: string; readonly seconds: number }
  /** A fan-out over nothing, which would prove nothing. */
  | { readonly reason: 'empty'; readonly message: string }
  /** Two members of a fan-out have the same key. */
  | { readonly reason: 'duplicate'; readonly message: string; readonly member: string }
  /** Another case holds the target. */
  | {
      readonly reason: 'held';
      readonly message: string;
      readonly by: string;
      readonly case: string;
      readonly since: string;
    }
  /** A fault of the program itself. */
  | { readonly reason: 'unexpected'; readonly message: string };

/** Why a step was not run (language.md, F2 and F3). `fine` counts as contained, `open` waits, `lost` does not. */
export interface Skip {
  readonly counts: 'fine' | 'open' | 'lost';
  readonly because: string;
  /** In a dry run: what was asked, and what each write would do. */
  readonly calls?: readonly Made[];
}

/** Seconds from the alert at which each phase should be done; no entry = no deadline. Pinned with the case. */
export type Deadlines = Readonly<Partial<Record<Phase | 'first-response', number>>>;

/** A case as it was opened: all that a resume on another machine must know. */
export interface Opened {
  readonly is: 'opened';
  readonly case: string;
  /** What people say: the playbook's initials and four letters. */
  readonly name: string;
  readonly mode: 'live' | 'drill' | 'dry-run';
  readonly plan: Plan;
  readonly planHash: string;
  readonly inputs: Values;
  readonly severity: Severity;
  readonly deadlines: Deadlines;
  /** The earliest evidence: only sets how far back the review looks. */
  readonly began?: string;
  /** The clocks start here; without it, when the case was declared. */
  readonly alerted?: string;
  readonly operator: string;
  readonly region: string;
  readonly endpoint?: string;
  readonly scenario?: string;
  readonly evidenceOnly: boolean;
  readonly choices: Choices;
  readonly version: string;
}

/** Whose case holds a target. */
export interface Holder {
  readonly case: string;
  readonly by: string;
  readonly since: string;
}

/** What happened, in one discriminated union: the only event model. Every screen and document is a fold over it. */
export type Fact =
  | Opened
  | {
      readonly is: 'resumed';
      readonly operator: string;
      readonly host: string;
      readonly pid: number;
      readonly because?: string;
    }
  | { readonly is: 'identified'; readonly identity: Identity; readonly suspect: boolean }
  | {
      readonly is: 'began';
      readonly key: string;
      readonly step: string;
      readonly attempt: number;
      readonly input: Values;
      readonly before?: Values;
    }
  | {
      readonly is: 'ended';
      readonly key: string;
      readonly attempt: number;
      readonly output: Values;
      /** Of a change: the state read behind its last write, and whether it holds. */
      readonly after?: Values;
      readonly verdict?: Verdict;
      readonly calls: readonly Made[];
      /** Found as made by an earlier attempt, not made again. */
      readonly found?: true;
    }
  | {
      readonly is: 'failed';
      readonly key: string;
      readonly attempt: number;
      readonly failure: Failure;
      readonly calls: readonly Made[];
    }
  | ({ readonly is: 'skipped'; readonly key: string; readonly attempt: number } & Skip)
  | {
      readonly is: 'fanned';
      readonly key: string;
      readonly members: readonly unknown[];
      readonly names: readonly string[];
    }
  | { readonly is: 'said'; readonly key: string; readonly what: string }
  | {
      readonly is: 'kept';
      readonly key: string;
      readonly file: string;
      readonly sha256: string;
      readonly bytes: number;
    }
  | {
      readonly is: 'asked';
      readonly gate: string;
      readonly nonce: string;
      readonly shows: Values;
      readonly hits?: number;
      readonly until: string;
    }
  | {
      readonly is: 'answered';
      readonly gate: string;
      readonly nonce: string;
      readonly answer: 'approved' | 'denied' | 'expired';
      readonly by: string;
      /** How the answer came: typed, given at the start, from another shell, by a drill's people. */
      readonly how: string;
    }
  | { readonly is: 'awaited'; readonly key: string; readonly until: string; readonly shows: Values }
  | { readonly is: 'attested'; readonly key: string; readonly proof: Values; readonly by: string }
  /** A change read again later: still holds, or not any more. */
  | {
      readonly is: 'verified';
      readonly key: string;
      readonly verdict: Verdict;
      readonly now: Values;
      readonly changedBy?: string;
      readonly changedAt?: string;
    }
  | { readonly is: 'claimed'; readonly target: string; readonly where: string; readonly taken?: string }
  /** Another case holds the target: nothing may be written. */
  | ({ readonly is: 'held'; readonly target: string } & Holder)
  /** The AWS side could not be written: release works only from this machine. */
  | { readonly is: 'unclaimed'; readonly target: string; readonly because: string }
  | { readonly is: 'late'; readonly phase: Phase; readonly deadline: string }
  | { readonly is: 'noted'; readonly text: string; readonly by: string }
  | {
      readonly is: 'set';
      readonly severity?: Severity;
      readonly began?: string;
      readonly deadlines?: Deadlines;
      /** Chosen at go / no-go: from here on nothing is touched. */
      readonly evidenceOnly?: boolean;
      readonly by: string;
    }
  | { readonly is: 'aborted'; readonly by: string; readonly because: string }
  | { readonly is: 'interrupted'; readonly by: string }
  | { readonly is: 'paused'; readonly exit: number; readonly verdict: string }
  | { readonly is: 'releasing'; readonly by: string; readonly falsePositive: boolean; readonly keys: readonly string[] }
  | {
      readonly is: 'released';
      readonly key: string;
      readonly outcome: 'released' | 'kept' | 'drifted' | 'gone' | 'failed';
      readonly because?: string;
      readonly before?: Values;
      readonly ours?: Values;
      readonly now?: Values;
      readonly calls: readonly Made[];
    }
  | { readonly is: 'closed'; readonly as: CloseAs; readonly by: string; readonly stands: readonly string[] };
export type CloseAs = 'resolved' | 'false-positive' | 'drill' | `duplicate-of ${string}`;

/**
 * One line of a case's journal, which is both the state of the run and the audit record. Its promise:
 * - A step's *began* (its resolved input, and what it found before) is durable before its first AWS write; its *ended*
 *   or *failed* is durable before a step that depends on it begins.
 * - A step that ended is never run again, but for a change that no longer holds, on a resume; a step that began and did
 *   not end is looked up (by tag, name, token) before it is repeated.
 * - At most one step, or one member of a fan-out each, is in that doubtful state after a crash.
 */
export type Entry = Fact & {
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  /** UTC, milliseconds. Order is by `seq`: clocks may step back. */
  readonly at: string;
};
export type Of<K extends Fact['is']> = Extract<Entry, { readonly is: K }>;
