import type { Skip } from '../journal/index.ts';

/** What a reference turned out to be. */
export type Resolved =
  | { readonly is: 'value'; readonly value: unknown }
  /** Read as absent: whoever needs it is not applicable. */
  | { readonly is: 'absent'; readonly because: string }
  /** Its source has not been reached yet. */
  | { readonly is: 'later'; readonly because: string }
  | ({ readonly is: 'none' } & Skip);
export type Unresolved = Exclude<Resolved, { readonly is: 'value' }>;

export const value = (found: unknown): Resolved => ({ is: 'value', value: found });
/** What a step without its input comes to: what was fine stays fine, what waits waits, the rest is lost. */
export const skipOf = (found: Unresolved): Skip => ({
  counts: found.is === 'absent' ? 'fine' : found.is === 'later' ? 'open' : found.counts,
  because: found.because,
});

/** Follows the rest of a path into a value. A `?` means that an absent value is an answer, not a fault. */
export const into = (from: Resolved, parts: readonly string[], path: string): Resolved => {
  let at = from;
  for (const part of parts) {
    if (at.is !== 'value') return at;
    const optional = part.endsWith('?');
    const name = optional ? part.slice(0, -1) : part;
    const holder: unknown = at.value;
    const isThere = holder !== null && typeof holder === 'object' && Object.hasOwn(holder, name);
    const found = isThere ? (holder as Record<string, unknown>)[name] : undefined;
    at = found === undefined && optional ? { is: 'absent', because: `none was found (${name})` } : value(found);
  }
  return at.is === 'value' && at.value === undefined && path.includes('?')
    ? { is: 'absent', because: 'none was found' }
    : at;
};

const WORST = ['lost', 'open'] as const;
/** Of several that have no value, what weighs most: never one that is fine over one that was lost. */
export const worstOf = (found: readonly Unresolved[]): Unresolved | undefined =>
  WORST.map((counts) => found.find((one) => one.is === 'none' && one.counts === counts)).find(Boolean) ??
  found.find((one) => one.is === 'later') ??
  found[0];

/** A list or record from its resolved parts. One that is proven absent decides, whatever became of the others. */
export const whole = (
  parts: readonly (readonly [name: string, found: Resolved])[],
  make: (found: readonly (readonly [string, unknown])[]) => unknown,
): Resolved => {
  const without = parts.map(([, found]) => found).filter((found) => found.is !== 'value');
  const none = without.find((found) => found.is === 'absent') ?? worstOf(without);
  return none ?? value(make(parts.map(([name, found]) => [name, found.is === 'value' ? found.value : undefined])));
};
export const record = (found: readonly (readonly [string, unknown])[]): unknown =>
  Object.fromEntries(found.filter(([, one]) => one !== undefined));
