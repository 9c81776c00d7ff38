/** A few checks of JSON, so that a document's shape is written down once: each returns the value, or throws where it is not so. */
type Check<T> = (value: unknown, path?: string) => T;
type Of<C> = C extends Check<infer T> ? T : never;

const fail = (path: string, wanted: string, value: unknown): never => {
  throw new Error(`${path || 'the document'} should be ${wanted}, and is ${JSON.stringify(value)}`);
};
const typed =
  <T>(name: string, is: (value: unknown) => boolean): Check<T> =>
  (value, path = '') =>
    is(value) ? (value as T) : fail(path, name, value);

export const string = typed<string>('a text', (value) => typeof value === 'string');
export const number = typed<number>('a whole number', Number.isSafeInteger);
export const flag = typed<boolean>('true or false', (value) => typeof value === 'boolean');
export const date = typed<string>(
  'a UTC time',
  (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
);
export const anything: Check<unknown> = (value) => value;
export const one = <const T extends readonly string[]>(...values: T): Check<T[number]> =>
  typed(values.join(' | '), (value) => typeof value === 'string' && values.includes(value));
export const maybe =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value, path) =>
    value === undefined ? undefined : check(value, path);
export const list =
  <T>(check: Check<T>): Check<readonly T[]> =>
  (value, path = '') =>
    Array.isArray(value) ? value.map((item, at) => check(item, `${path}[${at}]`)) : fail(path, 'a list', value);
export const record =
  <T>(check: Check<T>): Check<Readonly<Record<string, T>>> =>
  (value, path = '') => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return fail(path, 'an object', value);
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, check(each, `${path}.${name}`)]));
  };
/** Exactly these members: one that nobody wrote down is an error too. */
export const object =
  <S extends Readonly<Record<string, Check<unknown>>>>(shape: S): Check<{ readonly [K in keyof S]: Of<S[K]> }> =>
  (value, path = '') => {
    const given = record(anything)(value, path);
    const extra = Object.keys(given).filter((name) => !(name in shape));
    if (extra.length > 0) return fail(path, `without ${extra.join(', ')}`, extra);
    const checked = Object.entries(shape).map(([name, check]) => [name, check(given[name], `${path}.${name}`)]);
    return Object.fromEntries(checked) as { readonly [K in keyof S]: Of<S[K]> };
  };
