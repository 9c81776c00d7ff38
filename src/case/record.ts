import type { Entry, Fact, How, JournalWriter } from '../journal/index.ts';
import { DurableFault } from './fault.ts';
import type { Mirror } from './mirror.ts';
import { type Questions, questions } from './questions.ts';
import { type Standings, standings } from './standings.ts';

/** The journal as a run sees it: what is recorded, what follows from it, and the one way to add to it. */
export interface CaseRecord {
  readonly entries: () => readonly Entry[];
  readonly standings: Standings;
  readonly questions: Questions;
  /** Throws DurableFault for what may not follow what is recorded. The entry that counts, where one was there already. */
  readonly append: (fact: Fact, how?: How) => Promise<Entry>;
  readonly tell: (fact: Fact) => void;
  /** Called with each new entry, in order; returns how to stop that. */
  readonly onEntry: (listener: (entry: Entry) => void) => () => void;
  /** For the writer: an entry is in the file. */
  readonly took: (entry: Entry) => void;
}
type Saves = Pick<Mirror, 'save' | 'saveSoon'>;

/** What must outlive this machine: what was found before a change, and what came of it. */
const isForMirror = (entry: Entry): boolean =>
  ['opened', 'fanned', 'released', 'closed'].includes(entry.is) ||
  (entry.is === 'began' && entry.before !== undefined) ||
  (entry.is === 'ended' && entry.after !== undefined);

export const openRecord = (found: readonly Entry[], writer: JournalWriter, mirror: Saves | undefined): CaseRecord => {
  const entries: Entry[] = [];
  const standing = standings();
  const asked = questions();
  const listeners = new Set<(entry: Entry) => void>();
  const pending = new Map<string, Promise<Entry>>();
  let opened = found.length > 0;
  let saveFailed = false;
  const fold = (entry: Entry): void => {
    entries.push(entry);
    standing.take(entry);
    asked.take(entry);
  };
  for (const entry of found) fold(entry);

  /** Throws for what would make the journal say something that can't be. */
  const guard = (fact: Fact): void => {
    if (fact.is === 'opened' ? opened : !opened)
      throw new DurableFault(
        fact.is === 'opened'
          ? 'the case is open already: its first entry stands'
          : `a case begins with its opened entry, not with ${fact.is}`,
      );
    if (fact.is === 'began' && standing.of(fact.key).is === 'ended')
      throw new DurableFault(`${fact.key} has ended and is never begun again`);
    opened = true;
  };
  const save = async (entry: Entry): Promise<void> => {
    try {
      await mirror?.save([entry]);
    } catch (error) {
      if (!saveFailed) tell({ is: 'noted', text: `not saved outside of this machine: ${String(error)}`, by: 'ir' });
      saveFailed = true;
    }
  };
  const write = async (fact: Fact, how: How): Promise<Entry> => {
    const entry = await writer.append(fact, how);
    if (!mirror || !isForMirror(entry)) return entry;
    if (entry.is === 'began') await save(entry);
    else mirror.saveSoon([entry]);
    return entry;
  };
  /** Of an answer or a proof only the first counts, whether it is recorded yet or on its way. */
  const onlyOnce = (fact: Fact): { readonly key: string; readonly first: Entry | undefined } | undefined => {
    if (fact.is === 'answered') return { key: `answered ${fact.nonce}`, first: asked.answered(fact.nonce) };
    if (fact.is === 'attested') return { key: `attested ${fact.key}`, first: asked.attested(fact.key) };
    return undefined;
  };
  const append = async (fact: Fact, how: How = {}): Promise<Entry> => {
    guard(fact);
    const once = onlyOnce(fact);
    if (!once) return write(fact, how);
    const first = once.first ?? pending.get(once.key);
    if (first) return first;
    const written = write(fact, how).finally(() => pending.delete(once.key));
    pending.set(once.key, written);
    return written;
  };
  const tell = (fact: Fact): void => {
    guard(fact);
    writer.tell(fact);
  };
  return {
    entries: () => entries,
    standings: standing,
    questions: asked,
    append,
    tell,
    onEntry: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    took: (entry) => {
      fold(entry);
      for (const listener of listeners)
        try {
          listener(entry);
        } catch (error) {
          // A screen's fault must not look like a journal's.
          process.emitWarning(error instanceof Error ? error : String(error));
        }
    },
  };
};
