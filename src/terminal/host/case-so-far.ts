import { type CaseState, stateOf } from '../../engine/index.ts';
import type { Entry, Of } from '../../journal/index.ts';
import { namesOf } from '../names.ts';

/** The entries of one case as a host hears them, and what is folded from them when somebody looks. */
export interface CaseSoFar {
  readonly hear: (entry: Entry) => void;
  readonly entries: () => readonly Entry[];
  readonly opened: () => Of<'opened'> | undefined;
  readonly nameOf: (key: string) => string;
  /** Folded again only when something was heard: a fan-out tells thousands of entries. */
  readonly state: () => CaseState | undefined;
}
export const caseSoFar = (earlier: readonly Entry[]): CaseSoFar => {
  const entries = [...earlier];
  let folded: CaseState | undefined;
  let names: ((key: string) => string) | undefined;
  const opened = (): Of<'opened'> | undefined => (entries[0]?.is === 'opened' ? entries[0] : undefined);
  return {
    hear: (entry) => {
      entries.push(entry);
      folded = undefined;
    },
    entries: () => entries,
    opened,
    nameOf: (key) => {
      const first = opened();
      if (first) names ??= namesOf(first.plan);
      return names?.(key) ?? key;
    },
    state: () => {
      if (opened()) folded ??= stateOf([...entries]);
      return folded;
    },
  };
};
