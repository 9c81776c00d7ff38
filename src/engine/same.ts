import { isDeepStrictEqual } from 'node:util';

/** Lists that AWS returns in any order are compared as sets of JSON; a member that is absent equals one that is undefined. */
const settled = (value: unknown): unknown => {
  if (Array.isArray(value))
    return value.map(settled).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, settled(member)]),
  );
};
export const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(settled(a), settled(b));
