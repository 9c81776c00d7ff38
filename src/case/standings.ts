import type { Standing } from '../engine/index.ts';
import type { Entry, Of } from '../journal/index.ts';

/** How each step stands: a fold over the journal, kept up entry by entry. */
export interface Standings {
  readonly take: (entry: Entry) => void;
  readonly of: (key: string) => Standing;
}
/** A change that was made, and does not hold, is due again: what was tried counts as given. */
interface Record {
  /** Of failed and skipped attempts. */
  given: number;
  open?: Of<'began'>;
  ended?: Of<'ended'>;
  /** An end that does not hold by the newest reading. */
  lost?: Of<'ended'>;
}
const reread = (record: Record, holds: boolean): void => {
  const { ended, lost } = record;
  if (ended && !holds) {
    record.lost = ended;
    record.given += 1;
    delete record.ended;
  }
  if (lost && holds && !record.open) {
    record.ended = lost;
    record.given -= 1;
    delete record.lost;
  }
};

export const standings = (): Standings => {
  const records = new Map<string, Record>();
  const at = (key: string): Record => {
    const known = records.get(key) ?? { given: 0 };
    records.set(key, known);
    return known;
  };
  const close = (entry: Of<'ended'>): void => {
    const record = at(entry.key);
    delete record.open;
    delete record.lost;
    record.ended = entry;
    reread(record, entry.verdict?.is !== 'does not hold');
  };
  return {
    take: (entry) => {
      switch (entry.is) {
        case 'began':
          at(entry.key).open = entry;
          delete at(entry.key).lost;
          return;
        case 'ended':
          close(entry);
          return;
        case 'verified':
          reread(at(entry.key), entry.verdict.is !== 'does not hold');
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
