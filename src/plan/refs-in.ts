import { isRefJson } from '../language/index.ts';

/** The paths of all references in a structure of values. */
export const refsIn = (value: unknown): readonly string[] => {
  if (isRefJson(value)) return [value.$ref];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(refsIn) : [];
};
