import type { Containment } from '../engine/index.ts';
import type { Kind, Phase, Severity, Word } from '../language/index.ts';
import type { KeptFile } from './files.ts';

/**
 * Whose doing a line is. `ir` is this program; `responder` operates the case; `colleague` is named in the journal, but
 * does not operate it; `suspect` is the target's own principal, or holds its keys; `unknown` is everybody else.
 */
export type Who = 'ir' | 'responder' | 'colleague' | 'suspect' | 'unknown';
/** Where a fact stands, so that a reader can look it up. */
export type Source =
  | { readonly is: 'journal'; readonly line: number }
  | { readonly is: 'cloudtrail'; readonly eventId: string }
  | { readonly is: 'file'; readonly file: string };
/** One fact of the timeline. Its texts may come from outside: a document makes them inert. */
export interface Row {
  /** When it occurred, ISO 8601 UTC; of a CloudTrail row to the second. */
  readonly at: string;
  /** Milliseconds after the clocks started; before that, negative. */
  readonly since: number;
  readonly who: Who;
  /** The person or principal. */
  readonly name?: string;
  readonly what: string;
  readonly sources: readonly Source[];
  /** CloudTrail: when the first review that shows it was kept, where an earlier one of the same kind did not. */
  readonly arrivedLate?: string;
  /** CloudTrail: a record of this program's own call; the journal line that it confirms, where one is found. */
  readonly own?: { readonly writes: boolean; readonly confirms?: number };
  /** Journal: the clock of the machine had stepped back. */
  readonly steppedBack?: true;
}

/** One containing step, or its members that stand alike. */
export interface OverRow {
  readonly noun: string;
  readonly is:
    | 'proven'
    /** It holds by the word of a person or of the host alone. */
    | 'attested'
    | 'unproven'
    | 'not contained'
    | 'not applicable'
    | 'released'
    | 'waits for a person'
    | 'under way';
  readonly what: string;
  readonly because?: string;
  /** When it was last read; of several members, the oldest reading. */
  readonly at?: string;
  readonly by?: Word;
}
/** Is it over? */
export interface Over {
  readonly is: Containment | 'evidence only' | 'dry run';
  readonly says: string;
  readonly rows: readonly OverRow[];
  readonly closed?: {
    readonly as: string;
    readonly by: string;
    readonly at: string;
    readonly stands: readonly string[];
  };
  /** Containing steps for which there was nothing to contain. */
  readonly notApplicable: readonly string[];
  /** What no verdict of this case speaks of. */
  readonly notCovered: readonly string[];
  /** How many things wait for people. */
  readonly open: number;
}

export interface DeadlineRow {
  readonly phase: Phase | 'first-response';
  readonly deadline?: string;
  readonly done?: string;
  /** Milliseconds from the start of the clocks. */
  readonly budget?: number;
  readonly spent?: number;
  /** Of the spent time, what was spent waiting for people. */
  readonly waited: number;
  /** Steps of the phase that wait for a person or a resume. */
  readonly putOff: number;
  readonly late: boolean;
}
export interface Wait {
  readonly what: string;
  readonly phase: Phase;
  readonly from: string;
  /** Absent while nobody has answered. */
  readonly to?: string;
}

export interface Change {
  readonly what: string;
  readonly line: number;
  readonly at: string;
  readonly does: Kind;
  /** What was different before and after it, one member each. */
  readonly differs: readonly { readonly name: string; readonly before: string; readonly after: string }[];
  readonly stands:
    | 'stands'
    | 'was so already'
    | 'put back'
    | 'nothing to put back'
    | 'kept'
    | 'drifted'
    | 'does not hold'
    | 'unproven'
    | 'failed'
    | 'unknown'
    | 'can’t be put back';
  readonly because?: string;
  /** When that was last read. */
  readonly read?: string;
}
export interface Credential {
  /** Ids, never values. */
  readonly ids: string;
  readonly what: string;
  readonly state: string;
  readonly at?: string;
  readonly by?: Word;
}
export interface Indicator {
  readonly kind: 'source address' | 'service' | 'user agent' | 'access key id';
  readonly value: string;
  readonly who: 'suspect' | 'unknown';
  readonly first: string;
  readonly last: string;
  readonly times: number;
}
export interface Snapshot {
  readonly id: string;
  readonly what: string;
  readonly at: string;
  readonly line: number;
  /** `completed`, `pending`, `locked`, as the case’s own steps last saw it. */
  readonly states: readonly string[];
  readonly requestIds: readonly string[];
  readonly eventIds: readonly string[];
}
/** A write that this program sent and that no CloudTrail record confirms. */
export interface Unconfirmed {
  readonly call: string;
  readonly region: string;
  readonly what: string;
  readonly at: string;
  readonly line: number;
  readonly requestId?: string;
}
export interface Unknown {
  readonly is:
    | 'evidence lost'
    | 'not read'
    | 'not done'
    | 'unproven'
    | 'in doubt'
    | 'not covered'
    | 'not recorded'
    | 'waits'
    | 'not begun'
    | 'the record';
  readonly what: string;
  readonly because: string;
}
export interface Attestation {
  readonly what: string;
  readonly from: string;
  readonly at?: string;
  readonly by?: string;
  readonly proof: readonly (readonly [question: string, answer: string])[];
}
export interface Approval {
  readonly gate: string;
  readonly question: string;
  readonly destroys: boolean;
  readonly hits?: number;
  readonly shown: string;
  readonly asked: string;
  readonly answered?: string;
  readonly answer: 'approved' | 'denied' | 'expired' | 'open';
  readonly by?: string;
  readonly how?: string;
  /** The person who runs the case approved it: one person, not two. */
  readonly own: boolean;
}
export interface Next {
  readonly says: string;
  readonly command: string;
}
/** Dry run only: what a write would have come to. */
export interface Would {
  readonly what: string;
  readonly call: string;
  readonly region: string;
  readonly would: 'succeed' | 'be denied' | 'cannot know';
}

export interface Facts {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly playbook: string;
  readonly target: string;
  readonly inputs: readonly (readonly [name: string, value: string])[];
  readonly account?: string;
  /** Where the target runs. */
  readonly platform: 'AWS' | 'Railway';
  readonly region: string;
  readonly mode: 'live' | 'drill' | 'dry-run';
  readonly scenario?: string;
  readonly endpoint?: string;
  readonly evidenceOnly: boolean;
  /** As it is now, and how it was set, oldest first. */
  readonly severity: Severity;
  readonly severities: readonly { readonly severity: Severity; readonly at: string; readonly by: string }[];
  readonly operators: readonly string[];
  readonly identities: readonly { readonly arn: string; readonly at: string; readonly suspect: boolean }[];
  /** Kept apart: earliest sign, alert, declaration. */
  readonly began?: string;
  readonly alerted?: string;
  readonly declared: string;
  readonly claim?: string;
  /** What the look at the target warned of. */
  readonly hazards: readonly string[];
}
/** A case as a document tells it: plain data. Texts may come from outside and are not yet inert. */
export interface Timeline {
  readonly mark?: 'DRILL' | 'DRY RUN';
  readonly facts: Facts;
  /** Three lines: who and what, what was done, what came of it. */
  readonly happened: readonly string[];
  readonly over: Over;
  readonly deadlines: readonly DeadlineRow[];
  readonly waits: readonly Wait[];
  /** In the order in which it happened; a CloudTrail row that arrived late stands where it belongs. */
  readonly rows: readonly Row[];
  readonly unconfirmed: readonly Unconfirmed[];
  /** When each review of CloudTrail was kept. */
  readonly reviewedAt: readonly string[];
  readonly would: readonly Would[];
  readonly changes: readonly Change[];
  readonly credentials: readonly Credential[];
  readonly indicators: readonly Indicator[];
  readonly files: readonly KeptFile[];
  readonly snapshots: readonly Snapshot[];
  readonly unknowns: readonly Unknown[];
  readonly attestations: readonly Attestation[];
  readonly approvals: readonly Approval[];
  readonly next: readonly Next[];
  readonly written: {
    readonly at: string;
    readonly version: string;
    /** How many lines of the journal it tells, and when the last was written. */
    readonly lines: number;
    readonly asOf: string;
    readonly program: string;
  };
}
/** What a timeline needs besides the case: nothing in it reads a clock. */
export interface Written {
  readonly writtenAt: Date;
  /** How the program was started: `npx ir`. Every command repeats it. */
  readonly program: string;
}
