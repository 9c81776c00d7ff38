import type { Shape, Values } from '../fields/index.ts';
import type { Action, Kind } from './action.ts';
import type { Budget, Duration } from './durations.ts';
import type { Bound, Condition, Gate, Gathered, Handle, Out, Perhaps, Ref, RefBase, Step } from './refs.ts';

/** The seeds' own phases, in their order. Their deadlines stand in one table per severity. */
export const PHASES = ['isolate', 'revoke', 'assess', 'recover', 'document'] as const;
export type Phase = (typeof PHASES)[number];

export interface Terms {
  /**
   * Steps that must have ended, and hold, before this one may run; what is not applicable counts as fine. A fan-out, a
   * `when` or a playbook that is followed holds when all in it does. Order alone is not a dependency.
   */
  readonly needs?: readonly Handle[];
  /** The approval that it stands behind. */
  readonly behind?: Gate;
  /** Its own cap, at most 60 s (the default). */
  readonly atMost?: Budget;
  /** Given up, with the loss recorded, where its phase is late. For evidence: a change is never given up for time. */
  readonly optional?: boolean;
}
/** What a person's step and a playbook that is followed may wait for. */
export type Order = Pick<Terms, 'needs' | 'behind'>;
export interface Ask {
  readonly question: string;
  /** Values that the person sees with the question. */
  readonly shows?: readonly RefBase<unknown>[];
  /** How many others it hits. `--yes` answers the question only where that is 0. */
  readonly hits?: RefBase<number>;
  readonly within: Duration;
  readonly onTimeout: 'hold' | 'proceed' | 'stop';
}
export interface Todo<O extends Shape> {
  readonly instruction: string;
  readonly proof: O;
  /** Values that the person sees with the instruction. */
  readonly shows?: readonly RefBase<unknown>[];
  readonly within: Duration;
  /** A step whose proof AWS can't give: a person's word takes its place, marked as such. */
  readonly proves?: Handle;
}
/** The words of a playbook. Properties, not methods, so that they can be taken apart in its parameter list. */
export interface Runbook {
  /** What follows belongs to this phase. At the top level of a playbook only, and never back to an earlier one. */
  readonly phase: (name: Phase) => void;
  readonly step: <K extends Kind, I extends Shape, O extends Shape>(
    title: string,
    action: Action<K, I, O>,
    values: Bound<Values<I>>,
    ...terms: K extends 'destroys' ? [Terms & { readonly behind: Gate }] : [Terms?]
  ) => Step<Values<O>>;
  readonly approval: (id: string, ask: Ask) => Gate;
  readonly byHand: <O extends Shape>(id: string, todo: Todo<O>, terms?: Order) => Step<Values<O>>;
  /** The body once for each item; members can't see each other, and one's failure never stops the others. */
  readonly each: <T, R extends Handle>(
    id: string,
    over: RefBase<readonly T[]>,
    body: (item: Ref<T>) => R,
    terms?: { readonly atOnce?: number; readonly mayBeEmpty?: string },
  ) => Gathered<Out<R>>;
  /** In parallel, each with its own cap; goes on when all have ended. */
  readonly together: <B extends Readonly<Record<string, () => Handle | Readonly<Record<string, Handle>> | void>>>(
    branches: B,
  ) => { readonly [K in keyof B]: ReturnType<B[K]> };
  readonly when: <R extends Handle>(id: string, condition: Condition, body: () => R) => Perhaps<Out<R>>;
  /**
   * All of another playbook, here. Its clocks start when its first step begins; what it contains counts for this case,
   * and its time is part of the phase in which it is followed.
   */
  readonly follow: <A extends Shape>(playbook: Playbook<A>, values: Bound<Values<A>>, terms?: Order) => Handle;
}
export type Platform = 'railway';
export interface Playbook<A extends Shape> {
  readonly id: string;
  readonly title: string;
  /** When to use it, in one line. */
  readonly useWhen: string;
  readonly asks: A;
  /** Where the target runs, if not in AWS. Its cases are claimed on this machine only. */
  readonly platform?: Platform;
  /** The playbook that `--platform` chooses this one in place of. */
  readonly variantOf?: string;
  /** The question whose answer is claimed, so that two operators never work on one target. */
  readonly target: keyof A & string;
  readonly steps: (asks: { readonly [K in keyof A]: Ref<Values<A>[K]> }, runbook: Runbook) => void;
}
export const definePlaybook = <A extends Shape>(playbook: Playbook<A>): Playbook<A> => playbook;
/** A playbook whose questions are not known by type: what a list of playbooks holds. */
export type AnyPlaybook = Playbook<Shape>;
