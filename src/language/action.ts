import type { Aws, Call, Looking, Outside, ReadCall } from '../aws/index.ts';
import type { RawValues, Shape, Values } from '../fields/index.ts';
import type { Verdict } from './verdict.ts';

/** What an action is given besides AWS and its inputs. */
export interface Use {
  /** The case's id, a ULID: the tag `ir:case` on everything that is made. */
  readonly caseId: string;
  /** The journal key of the step: the tag `ir:step`. */
  readonly key: string;
  /**
   * Fires shortly before the step's time is up (a fifth of it, at most 5 s), or when a person aborts. What is begun may
   * be brought to an end: calls go through until the time is up, and no later.
   */
  readonly signal: AbortSignal;
  /** When the incident's earliest sign was seen; reviews look back to here. */
  readonly since: Date;
  readonly now: () => Date;
  /** Keeps bytes as a file of the case; large results never stand in the journal. */
  readonly keep: (name: string, bytes: Uint8Array) => Promise<Kept>;
  /** Tells two secrets of the case apart without saying what they are: 12 hex, salted with the case's own salt. */
  readonly fingerprint: (secret: string) => string;
  /** A request to a door of what is contained, from outside. */
  readonly outside: Outside;
  /** One line for the person who watches: what is waited for, how far it is. */
  readonly say: (what: string) => void;
  /** The person's choices for this run. */
  readonly choices: Choices;
}
export interface Kept {
  readonly file: string;
  readonly sha256: string;
}
/** Said with a flag at the start, and recorded with the case. */
export interface Choices {
  /** Cut tracked connections even where the instance has a public address (decisions 1). */
  readonly cutConnections: boolean;
  /** Releasing: the alert was wrong, so nothing that was denied is stolen. */
  readonly falsePositive: boolean;
  /** A webhook started the run: no person has said anything. */
  readonly unattended: boolean;
}

/** A release that is put off, and why: releasing a deny of sessions would re-arm the stolen ones. */
export interface NotYet {
  readonly kept: string;
}

export type Run<C extends Call, I extends Shape, O extends Shape> = (
  aws: Aws<C>,
  input: Values<I>,
  use: Use,
) => Promise<RawValues<O>>;

interface Base<C extends Call, I extends Shape, O extends Shape> {
  readonly title: string;
  /** The AWS operations that it may use, in any of its functions but `release`. */
  readonly calls: readonly C[];
  readonly input: I;
  readonly output: O;
}
/** Only reads. May be polled by the engine until `until` is satisfied (2 → 30 s). */
export interface Looks<C extends ReadCall, I extends Shape, O extends Shape> extends Base<C, I, O> {
  readonly run: Run<C, I, O>;
  readonly until?: (output: Values<O>) => boolean;
}
/** Writes evidence, which is never released. Looked up by case and step tag before it is made, always. */
export interface Keeps<C extends Call, I extends Shape, O extends Shape> extends Base<C, I, O> {
  readonly find: (aws: Looking<C>, input: Values<I>, use: Use) => Promise<RawValues<O> | undefined>;
  readonly run: Run<C, I, O>;
}
/** Changes something, knows whether it holds, and how to put it back. */
export interface Changes<
  C extends Call,
  R extends Call,
  I extends Shape,
  O extends Shape,
  S extends Shape,
> extends Base<C, I, O> {
  /** What it contains, in the reader's words: "network", "credentials", "evidence". Verdicts name it. */
  readonly noun: string;
  readonly state: S;
  readonly releaseCalls: readonly R[];
  /** The state as it is now. Durable as `before` ahead of the first write, and as `after` behind the last. */
  readonly see: (aws: Looking<C>, input: Values<I>, use: Use) => Promise<RawValues<S>>;
  /** Repeatable: a resume gives it the `before` that was stored. */
  readonly run: (aws: Aws<C>, input: Values<I>, before: Values<S>, use: Use) => Promise<RawValues<O>>;
  /** `now` has just been read. Must not believe what `run` returned without it. */
  readonly verify: (
    aws: Looking<C>,
    input: Values<I>,
    output: Values<O>,
    now: Values<S>,
    use: Use,
  ) => Verdict | Promise<Verdict>;
  readonly release: (
    aws: Aws<R>,
    input: Values<I>,
    before: Values<S>,
    output: Values<O>,
    use: Use,
  ) => Promise<NotYet | void>;
}
/** Does what can't be put back. Stands behind an approval, or the playbook does not compile. */
export interface Destroys<C extends Call, I extends Shape, O extends Shape> extends Base<C, I, O> {
  /** Why there is no way back, and what is lost. */
  readonly because: string;
  /** Whether it has happened already: asked before a repeat. */
  readonly gone: (aws: Looking<C>, input: Values<I>, use: Use) => Promise<boolean>;
  readonly run: Run<C, I, O>;
}

export type Kind = 'looks' | 'keeps' | 'changes' | 'destroys';

/** What is known of an action without running it: it goes into the plan, the docs and the policies. */
export interface Declared<K extends Kind, I extends Shape, O extends Shape> {
  /** `<service>.<verb-object>`, from the path of its file; filled in by the generated index. */
  readonly id: string;
  readonly kind: K;
  readonly title: string;
  readonly calls: readonly Call[];
  readonly input: I;
  readonly output: O;
}
type Loose = Readonly<Record<string, unknown>>;
type AnyAws = Aws<Call>;
type Plain = (aws: AnyAws, input: Loose, use: Use) => Promise<Loose>;

interface Extra {
  looks: { readonly run: Plain; readonly until?: (output: Loose) => boolean };
  keeps: { readonly run: Plain; readonly find: (aws: AnyAws, input: Loose, use: Use) => Promise<Loose | undefined> };
  changes: {
    readonly noun: string;
    readonly state: Shape;
    readonly releaseCalls: readonly Call[];
    readonly see: Plain;
    readonly run: (aws: AnyAws, input: Loose, before: Loose, use: Use) => Promise<Loose>;
    readonly verify: (aws: AnyAws, input: Loose, output: Loose, now: Loose, use: Use) => Verdict | Promise<Verdict>;
    readonly release: (aws: AnyAws, input: Loose, before: Loose, output: Loose, use: Use) => Promise<NotYet | void>;
  };
  destroys: {
    readonly because: string;
    readonly run: Plain;
    readonly gone: (aws: AnyAws, input: Loose, use: Use) => Promise<boolean>;
  };
}
/** An action as the engine sees it: told apart by `kind`; what goes in and comes out is checked by the fields. */
export type AnyAction = { [K in Kind]: Declared<K, Shape, Shape> & Extra[K] }[Kind];
export type ActionOf<K extends Kind> = Extract<AnyAction, { readonly kind: K }>;
declare const kindOf: unique symbol;
/** An action as a playbook sees it: its inputs and outputs by type. */
export type Action<K extends Kind, I extends Shape, O extends Shape> = Declared<K, I, O> & { readonly [kindOf]?: K };

/** Forgets the exact types once the compiler has checked them: the one place where that is done. */
const seal = <K extends Kind, I extends Shape, O extends Shape>(kind: K, declared: object): Action<K, I, O> =>
  ({ id: '', ...declared, kind }) as unknown as Action<K, I, O>;

export const looks = <const C extends ReadCall, I extends Shape, O extends Shape>(
  a: Looks<C, I, O>,
): Action<'looks', I, O> => seal('looks', a);
export const keeps = <const C extends Call, I extends Shape, O extends Shape>(
  a: Keeps<C, I, O>,
): Action<'keeps', I, O> => seal('keeps', a);
export const changes = <const C extends Call, const R extends Call, I extends Shape, O extends Shape, S extends Shape>(
  a: Changes<C, R, I, O, S>,
): Action<'changes', I, O> => seal('changes', a);
export const destroys = <const C extends Call, I extends Shape, O extends Shape>(
  a: Destroys<C, I, O>,
): Action<'destroys', I, O> => seal('destroys', a);
