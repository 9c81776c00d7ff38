import type { Entry, Of } from '../journal/index.ts';

/** What the journal says of one key so far. */
export interface Record {
  began?: Of<'began'>;
  /** The newest of ended, failed, skipped. */
  last?: Of<'ended'> | Of<'failed'> | Of<'skipped'>;
  fanned?: Of<'fanned'>;
  awaited?: Of<'awaited'>;
  attested?: Of<'attested'>;
  verified?: Of<'verified'>;
  released?: Of<'released'>;
  said?: Of<'said'>;
}
export interface GateRecord {
  asked?: Of<'asked'>;
  answered?: Of<'answered'>;
}
/** Entries by key, kept up as the journal grows. A fold: nothing in it can't be made again from the entries. */
export interface Ledger {
  readonly of: (key: string) => Record;
  readonly gate: (id: string) => GateRecord;
  readonly keys: () => readonly string[];
  readonly all: () => readonly Entry[];
}

export const ledgerOf = (entries: () => readonly Entry[]): Ledger => {
  const records = new Map<string, Record>();
  const gates = new Map<string, GateRecord>();
  let seen = 0;
  const record = (key: string): Record => {
    const known = records.get(key) ?? {};
    records.set(key, known);
    return known;
  };
  const gate = (id: string): GateRecord => {
    const known = gates.get(id) ?? {};
    gates.set(id, known);
    return known;
  };
  const take = (entry: Entry): void => {
    switch (entry.is) {
      case 'began':
        record(entry.key).began = entry;
        delete record(entry.key).last;
        return;
      case 'ended':
      case 'failed':
      case 'skipped':
        record(entry.key).last = entry;
        return;
      case 'fanned':
        record(entry.key).fanned = entry;
        delete record(entry.key).last;
        return;
      case 'awaited':
        record(entry.key).awaited = entry;
        delete record(entry.key).last;
        return;
      case 'attested':
        record(entry.key).attested = entry;
        return;
      case 'verified':
        record(entry.key).verified = entry;
        return;
      case 'released':
        record(entry.key).released = entry;
        return;
      case 'said':
        record(entry.key).said = entry;
        return;
      case 'asked':
        gate(entry.gate).asked = entry;
        delete gate(entry.gate).answered;
        return;
      case 'answered':
        gate(entry.gate).answered = entry;
        return;
      default: // what is not about one step
    }
  };
  const catchUp = (): void => {
    const all = entries();
    for (; seen < all.length; seen += 1) {
      const entry = all[seen];
      if (entry) take(entry);
    }
  };
  return {
    of: (key) => (catchUp(), records.get(key) ?? {}),
    gate: (id) => (catchUp(), gates.get(id) ?? {}),
    keys: () => (catchUp(), [...records.keys()]),
    all: entries,
  };
};
