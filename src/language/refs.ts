import type { Field } from '../fields/index.ts';

declare const held: unique symbol;
declare const made: unique symbol;
declare const passed: unique symbol;

/** What a `when` waits for: a value read by an earlier step. */
export interface Condition {
  readonly ref: string;
  readonly is?: string | number | boolean;
  readonly missing?: true;
}
/** A value that will exist when the playbook runs. While planning it can be passed on, and nothing else. */
export interface RefBase<out T> {
  readonly [held]: T;
  is(value: Extract<T, string | number | boolean>): Condition;
  missing(): Condition;
  /** Where the value turns out to be absent, skip the step that wants it. */
  readonly orSkip: Ref<NonNullable<T>>;
}
export type Ref<T> = RefBase<T> &
  ([T] extends [readonly unknown[]]
    ? unknown
    : [T] extends [object]
      ? { readonly [K in keyof T]: Ref<T[K]> }
      : unknown);
/** A value, a reference to one, or a structure of both. */
export type Bind<T> =
  | T
  | RefBase<T>
  | (T extends readonly (infer E)[]
      ? readonly Bind<E>[]
      : T extends object
        ? { readonly [K in keyof T]: Bind<T[K]> }
        : never);
export type Bound<V> = { readonly [K in keyof V]: Bind<V[K]> };

/** Something that a later step can need. */
export interface Handle {
  readonly [made]: true;
}
/** An approval that destroying steps stand behind. */
export interface Gate {
  readonly [passed]: true;
}
export type Step<V> = { readonly [K in keyof V]: Ref<V[K]> } & Handle & { readonly [held]: V };
export type Out<R> = R extends { readonly [held]: infer V } ? V : object;
/** One list per output, over all members of a fan-out; exists only if every member ended. */
export type Gathered<V> = Step<{ readonly [K in keyof V]: readonly V[K][] }>;
export type Perhaps<V> = Step<{ readonly [K in keyof V]: V[K] | undefined }>;

/** How a reference stands in a plan. A `?` behind a part of the path means: skip where it is absent. */
export interface RefJson {
  readonly $ref: string;
}
export const isRefJson = (value: unknown): value is RefJson =>
  value !== null && typeof value === 'object' && '$ref' in value && typeof value.$ref === 'string';

const PATH = Symbol('path');
const OUTPUTS = Symbol('outputs');
const use = (path: string): never => {
  throw new TypeError(`${path} has no value until the playbook runs: it can be passed on, and nothing else`);
};

/** A reference to what stands at `path`. Its members are references too; anything but passing it on throws. */
export const refTo = <T>(path: string): Ref<T> => {
  const own: Record<PropertyKey, unknown> = Object.assign(Object.create(null) as object, {
    [PATH]: path,
    is: (value: string | number | boolean): Condition => ({ ref: path, is: value }),
    missing: (): Condition => ({ ref: path, missing: true }),
    toJSON: (): RefJson => ({ $ref: path }),
  });
  // A function, so that a playbook that calls a method of a list is told what is wrong.
  return new Proxy(() => undefined, {
    get(_, name) {
      if (name === 'orSkip') return refTo(path.endsWith('?') ? path : `${path}?`);
      if (name in own) return own[name];
      if (name === Symbol.toPrimitive || name === Symbol.iterator) return () => use(path);
      return typeof name === 'symbol' || name === 'then' ? undefined : refTo(`${path}.${name}`);
    },
    apply: () => use(path.replace(/\.[^.]*$/, '')),
    ownKeys: () => use(path),
  }) as unknown as Ref<T>;
};

/** The handle of a step: `id` is what `needs` names, `outputs` are the paths its values stand at. */
export const handleOf = <V>(id: string, outputs: Readonly<Record<string, string>>): Step<V> => {
  const target: Record<PropertyKey, unknown> = { [PATH]: id, [OUTPUTS]: outputs };
  for (const [name, path] of Object.entries(outputs)) target[name] = refTo(path);
  return target as unknown as Step<V>;
};
export const idOf = (handle: Handle | Gate): string => String((handle as unknown as Record<symbol, unknown>)[PATH]);
export const outputsOf = (handle: Handle): Readonly<Record<string, string>> =>
  (handle as unknown as Record<symbol, Readonly<Record<string, string>>>)[OUTPUTS] ?? {};
export const gateOf = (id: string): Gate => ({ [PATH]: id }) as unknown as Gate;
export const pathOf = (ref: RefBase<unknown>): string => String((ref as unknown as Record<symbol, unknown>)[PATH]);
/** A shape's outputs, each at its path below `at`. */
export const pathsBelow = (at: string, shape: Readonly<Record<string, Field<unknown>>>): Record<string, string> =>
  Object.fromEntries(Object.keys(shape).map((name) => [name, `${at}.${name}`]));
