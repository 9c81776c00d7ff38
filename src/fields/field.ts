/** What a check answers: the value in its proper type, or why it is not one. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly because: string };

/**
 * A field says what a value is called, how it is checked and how a person is asked for it.
 * Flags, wizard questions, webhook bodies, action inputs and docs all come from the same field.
 */
export interface Field<out T> {
  /** The question or label, in sentence case: "Which instance is compromised?" */
  readonly what: string;
  /** The kind of value, for docs, hashes and error messages: "instance id", "list of volume id". */
  readonly type: string;
  /** An example of a good value, shown where a bad one was given. */
  readonly example?: string;
  /** The members of a record, so that references into it (`eni.groups`) can be made while planning. */
  readonly members?: Shape;
  /** For a record: the member that names it in a fan-out's journal keys. */
  readonly key?: string;
  /** For a list: the field of one item. */
  readonly item?: Field<unknown>;
  /** True where the value may be absent. */
  readonly mayBeAbsent?: true;
  readonly check: (raw: unknown) => Checked<T>;
}

/** Named fields: the inputs or outputs of an action, the questions of a playbook. */
export type Shape = Readonly<Record<string, Field<unknown>>>;
export type ValueOf<F> = F extends Field<infer T> ? T : never;
export type Values<S extends Shape> = { readonly [K in keyof S]: ValueOf<S[K]> };

/** What an action may hand back before its fields have checked it: ids are still plain strings. */
export type Raw<T> = T extends string
  ? string
  : T extends readonly (infer E)[]
    ? readonly Raw<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Raw<T[K]> }
      : T;
type Absent<S extends Shape> = { [K in keyof S]: undefined extends ValueOf<S[K]> ? K : never }[keyof S];
/** Outputs as an action returns them: what may be absent may also be left out. */
export type RawValues<S extends Shape> = { readonly [K in Exclude<keyof S, Absent<S>>]: Raw<ValueOf<S[K]>> } & {
  readonly [K in Absent<S>]?: Raw<ValueOf<S[K]>>;
};

export const good = <T>(value: T): Checked<T> => ({ ok: true, value });
export const bad = (because: string): Checked<never> => ({ ok: false, because });
