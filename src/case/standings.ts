import type { Standing } from '../engine/index.ts';
import type { Entry, Of } from '../journal/index.ts';

/** How each step stands: a fold over the journal, kept up entry by entry. */
export interface Standings {
  readonly take: (entry: Entry) => void;
  readonly of: (key: string) => Standing;
}
interface Record {
  /** Of failed and skipped attempts. */
  given: number;
  open?: Of<'began'>;
  ended?: Of<'ended'>;
}

export const standings = (): Standings => {
  const records = new Map<string, Record>();
  const at = (key: string): Record => {
    const known = records.get(key) ?? { given: 0 };
    records.set(key, known);
    return known;
  };
  return {
    take: (entry) => {
      switch (entry.is) {
        case 'began':
          at(entry.key).open = entry;
          return;
        case 'ended':
          at(entry.key).ended = entry;
          return;
        case 'failed':
        case 'skipped':
          at(entry.key).given += 1;
          delete at(entry.key).open;
          return;
        default: // not about a try at a step
      }
    },
    of: (key) => {
      const { given, open, ended } = records.get(key) ?? { given: 0 };
      if (ended) return { is: 'ended', ended };
      return open ? { is: 'doubtful', attempt: open.attempt, began: open } : { is: 'fresh', attempt: given + 1 };
    },
  };
};
