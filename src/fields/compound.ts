import { bad, type Checked, type Field, good, type Shape, type Values } from './field.ts';

export const list = <T>(of: Field<T>): Field<readonly T[]> => ({
  what: of.what,
  type: `list of ${of.type}`,
  item: of,
  check: (raw) => {
    if (!Array.isArray(raw)) return bad('it is not a list');
    const items: T[] = [];
    for (const [at, item] of raw.entries()) {
      const checked = of.check(item);
      if (!checked.ok) return bad(`item ${at + 1}: ${checked.because}`);
      items.push(checked.value);
    }
    return good(items);
  },
});

/** A value that may be absent; a playbook passes it on with `.orSkip`. */
export const maybe = <T>(of: Field<T>): Field<T | undefined> => ({
  ...of,
  type: `${of.type}, or none`,
  mayBeAbsent: true,
  check: (raw) => (raw === undefined || raw === null ? good(undefined) : of.check(raw)),
});

/** Several named values that belong together. `key` names the member that tells one record from another in a list. */
export const record = <S extends Shape>(what: string, members: S, key?: keyof S & string): Field<Values<S>> => ({
  what,
  type: `{ ${Object.entries(members)
    .map(([name, field]) => `${name}: ${field.type}`)
    .join('; ')} }`,
  members,
  ...(key === undefined ? {} : { key }),
  check: (raw) =>
    raw !== null && typeof raw === 'object' && !Array.isArray(raw)
      ? checkValues(members, raw)
      : bad('it is not a record'),
});

/** Checks named values against their fields; the first bad one is named. Members that no field names are refused. */
export const checkValues = <S extends Shape>(shape: S, raw: object): Checked<Values<S>> => {
  const given = new Map(Object.entries(raw));
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(shape)) {
    const checked = field.check(given.get(name));
    if (!checked.ok) return bad(`${name}: ${checked.because}`);
    if (checked.value !== undefined) values[name] = checked.value;
    given.delete(name);
  }
  const [extra] = given.keys();
  return extra === undefined ? good(values as Values<S>) : bad(`${extra}: nothing of that name is known`);
};
