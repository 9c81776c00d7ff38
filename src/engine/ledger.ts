import { isCall, operations } from '../aws/index.ts';
import type { Entry, Of } from '../journal/index.ts';

/** What the journal says of one key so far. */
export interface Record {
  began?: Of<'began'>;
  /** The newest of ended, failed, skipped. */
  last?: Of<'ended'> | Of<'failed'> | Of<'skipped'>;
  /**
   * Of a change: the first try that may have written since it was last released. Its `before` is the state to put back,
   * and every later try is given it: what stands there by then may be our own.
   */
  saved?: Of<'began'>;
  /** When it first came to an end that was not left open. */
  settled?: string;
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

const isWrite = (call: string): boolean => isCall(call) && operations[call].access === 'write';
export const isPutBack = ({ outcome }: Of<'released'>): boolean => outcome === 'released' || outcome === 'gone';

/** Whether nothing can have been written by a try that failed: it was never in doubt, and no write was sent. */
const wroteNothing = (saved: Of<'began'>, failed: Of<'failed'>, started: number): boolean =>
  saved.attempt === failed.attempt && saved.seq > started && !failed.calls.some(({ call }) => isWrite(call));

export const ledgerOf = (entries: () => readonly Entry[]): Ledger => {
  const records = new Map<string, Record>();
  const gates = new Map<string, GateRecord>();
  let seen = 0;
  /** Where the process that writes now came in: what began before it is in doubt. */
  let started = 0;
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
      case 'resumed':
        started = entry.seq;
        return;
      case 'began': {
        const own = record(entry.key);
        own.began = entry;
        if (entry.before !== undefined) own.saved ??= entry;
        delete own.last;
        return;
      }
      case 'failed': {
        const own = record(entry.key);
        own.last = entry;
        own.settled ??= entry.at;
        if (own.saved && wroteNothing(own.saved, entry, started)) delete own.saved;
        return;
      }
      case 'ended':
      case 'skipped': {
        const own = record(entry.key);
        own.last = entry;
        if (entry.is === 'ended' || entry.counts !== 'open') own.settled ??= entry.at;
        return;
      }
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
        if (isPutBack(entry)) delete record(entry.key).saved;
        return;
      case 'said':
        record(entry.key).said = entry;
        return;
      case 'asked':
        gate(entry.gate).asked = entry;
        delete gate(entry.gate).answered;
        return;
      case 'answered':
        // An answer to a question that has been asked again since says nothing about this one.
        if (gate(entry.gate).asked?.nonce === entry.nonce) gate(entry.gate).answered ??= entry;
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
