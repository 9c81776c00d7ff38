/** Tags as a plain object; AWS's list of pairs is made at the edge. */
export type Tags = Record<string, string>;

export interface TagPair {
  Key?: string | undefined;
  Value?: string | undefined;
}

export function toTags(pairs: readonly TagPair[] = []): Tags {
  return Object.fromEntries(pairs.map(({ Key = '', Value = '' }) => [Key, Value]));
}

export function toPairs(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
