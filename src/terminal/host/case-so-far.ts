import { type CaseState, stateOf } from '../../engine/index.ts';
import type { Entry, Of } from '../../journal/index.ts';
import { inert } from '../../redact/index.ts';
import type { Wording } from '../event-text.ts';
import { isBranch, namesOf } from '../names.ts';
import { reasonsOf } from '../reasons.ts';

/** The entries of one case as a host hears them, and what is folded from them when somebody looks. */
export interface CaseSoFar {
  readonly hear: (entry: Entry) => void;
  readonly entries: () => readonly Entry[];
  readonly opened: () => Of<'opened'> | undefined;
  readonly wording: Wording;
  /** A branch that was not needed is no news of its own. */
  readonly isNews: (entry: Entry) => boolean;
  /** Folded again only when something was heard: a fan-out tells thousands of entries. */
  readonly state: () => CaseState | undefined;
}
export const caseSoFar = (earlier: readonly Entry[]): CaseSoFar => {
  const entries = [...earlier];
  let folded: CaseState | undefined;
  let known: Wording | undefined;
  const opened = (): Of<'opened'> | undefined => (entries[0]?.is === 'opened' ? entries[0] : undefined);
  const words = (): Wording | undefined => {
    const first = opened();
    if (first) known ??= { nameOf: namesOf(first.plan), reasonOf: reasonsOf(first.plan) };
    return known;
  };
  return {
    hear: (entry) => {
      entries.push(entry);
      folded = undefined;
    },
    entries: () => entries,
    opened,
    wording: {
      nameOf: (key) => words()?.nameOf(key) ?? inert(key),
      reasonOf: (because) => words()?.reasonOf(because) ?? inert(because),
    },
    isNews: (entry) => {
      const plan = opened()?.plan;
      return !(entry.is === 'skipped' && entry.counts === 'fine' && plan && isBranch(plan, entry.key));
    },
    state: () => {
      if (opened()) folded ??= stateOf([...entries]);
      return folded;
    },
  };
};
