import type { Entry, Fact, Holder, Of } from '../journal/index.ts';
import type { Kept } from '../language/index.ts';
import type { ByHandNode, GateNode } from '../plan/index.ts';

/** How a step stands when it is about to begin. */
export type Standing =
  /** Nobody has tried, or what was tried did not come to its end or does not hold. */
  | { readonly is: 'fresh'; readonly attempt: number }
  /** It began and did not end: the outside must be asked before anything is repeated. */
  | { readonly is: 'doubtful'; readonly attempt: number; readonly began: Of<'began'> }
  /** It is done and is never run again; but a change that does not hold, or no longer, is `fresh` once more. */
  | { readonly is: 'ended'; readonly ended: Of<'ended'> };

export type Claim =
  | { readonly is: 'ours' }
  /** Another case has it: nothing may be written. */
  | ({ readonly is: 'held' } & Holder)
  /** Nothing could be written there; containment goes on, release works only from this machine. */
  | { readonly is: 'unclaimed'; readonly because: string };

export type Signal =
  | { readonly is: 'answer'; readonly answer: 'approved' | 'denied'; readonly by: string; readonly how: string }
  | { readonly is: 'attested'; readonly proof: Readonly<Record<string, unknown>>; readonly by: string }
  | { readonly is: 'timeout' }
  | { readonly is: 'cancel'; readonly by: string; readonly because: string };

/**
 * Where a run lives. Its operations *are* the journal's entries. One handle does one durable operation at a time: a
 * second one begun on the same handle while the first runs is a fault, so that an engine which replays can stand behind
 * this port. `fan` is the only parallelism, and gives each member a handle of its own.
 *
 * What an adapter must hold is a test suite: test/engine/durable-contract.ts.
 */
export interface Durable {
  /** All that is recorded, oldest first, as it is now. */
  readonly entries: () => readonly Entry[];
  /** How a step stands: writes nothing. `fresh` counts failed and skipped attempts. */
  readonly standing: (key: string) => Standing;
  /** Durable when it returns, on the AWS side too where the step changes something (or that has been given up). */
  readonly append: (fact: Fact) => Promise<Entry>;
  /** Recorded soon, and before anything appended later. For progress: nothing waits for it. */
  readonly tell: (fact: Fact) => void;
  /** Runs `body` once per member, at most `atOnce` at a time; each has its own handle. */
  readonly fan: <T>(
    members: readonly string[],
    atOnce: number,
    body: (member: string, durable: Durable) => Promise<T>,
  ) => Promise<readonly T[]>;
  /** Until a time (to be woken late if everything was down), or until a person aborts. */
  readonly sleepUntil: (at: Date) => Promise<'woke' | 'cancel'>;
  /** An answer to the question that carries this nonce, or the proof of a by-hand step; `timeout` at the deadline. */
  readonly waitFor: (name: string, nonce: string, until: Date) => Promise<Signal>;
  /**
   * A deadline that an outage can't swallow: at `at` the fact is appended, exactly once, also when that time passed
   * while nothing ran. `disarm` after the deadline does not cancel it.
   */
  readonly arm: (name: string, at: Date, fact: Fact) => void;
  readonly disarm: (name: string) => Promise<'in-time' | 'breached'>;
  /**
   * Claims the target outside of this machine, so that no second case changes it and release works without this journal.
   * Records what came of it. May run beside other operations; a second call gives the first one's answer.
   */
  readonly claim: (target: string) => Promise<Claim>;
  /** Set once a person has aborted: nothing new is begun, what runs is told. */
  readonly cancelled: AbortSignal;
  /** Keeps bytes beside the journal. */
  readonly keep: (key: string, name: string, bytes: Uint8Array) => Promise<Kept>;
  readonly now: () => Date;
  /** The case's own, so that a value found again later is known again. */
  readonly fingerprint: (secret: string) => string;
}

/** A question to a person, with what a machine answers in their place. */
export type Question =
  | {
      readonly is: 'gate';
      /** The gate's journal key. */
      readonly gate: string;
      readonly node: GateNode;
      /** What stands behind it can't be put back: the default is no, and `--yes` does not answer it. */
      readonly destroys: boolean;
      /** How many others it hits; `--yes` answers it only where that is 0. */
      readonly hits: number;
      readonly asked: Of<'asked'>;
    }
  | { readonly is: 'by-hand'; readonly key: string; readonly node: ByHandNode; readonly awaited: Of<'awaited'> };
export type Reply =
  | { readonly is: 'answer'; readonly answer: 'approved' | 'denied'; readonly by: string; readonly how: string }
  | { readonly is: 'attested'; readonly proof: Readonly<Record<string, unknown>>; readonly by: string }
  /** Nobody answers now: it stays open in the case. */
  | { readonly is: 'later' };

/** The people and screens around a run. A destructive question's default is always no. */
export interface Host {
  /** An entry was appended. */
  readonly tell: (entry: Entry) => void;
  /** Ends with `later` when the signal fires: the answer came another way, or time is up. */
  readonly ask: (question: Question, signal: AbortSignal) => Promise<Reply>;
}
