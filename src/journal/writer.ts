import { scrub } from '../redact/index.ts';
import { brokenBy, JournalBroken } from './broken.ts';
import { type Head, lineOf, sha256 } from './chain.ts';
import { countAppended, die, linesBeforeDeath } from './crash.ts';
import type { Entry, Fact } from './entry.ts';
import type { JournalFile } from './file.ts';

/** The one writer of a journal. */
export interface JournalWriter {
  /** Resolves when the entry is on the disk; rejects with JournalBroken, and then nothing can be appended any more. */
  readonly append: (fact: Fact, how?: How) => Promise<Entry>;
  /** Recorded soon, and before anything appended later. */
  readonly tell: (fact: Fact) => void;
  readonly head: () => Head;
  /** Why nothing can be appended any more. */
  readonly broken: () => JournalBroken | undefined;
  /** Writes what is waiting, then closes the file. */
  readonly close: () => Promise<void>;
}
export interface How {
  /** The inbox file that the fact was taken from. */
  readonly via?: string;
}
export interface WriterOptions {
  readonly path: string;
  readonly file: JournalFile;
  /** Where the journal ends now, and its size in bytes. */
  readonly head: Head;
  readonly size: number;
  /** Salts the fingerprints of redacted secrets. */
  readonly salt: string;
  readonly now: () => Date;
  /** Each entry in order, once it is in the file (on the disk, where `append` was used), before its append resolves. */
  readonly onEntry: (entry: Entry) => void;
}
interface Waiting {
  readonly fact: Fact;
  readonly at: string;
  readonly how: How;
  readonly promised?: PromiseWithResolvers<Entry>;
}
const NEWLINE = Buffer.from('\n');

/** Writes all that is waiting in one go, with one wait for the disk: many appends at once cost little more than one. */
export const openWriter = ({ path, file, salt, now, onEntry, ...start }: WriterOptions): JournalWriter => {
  let { head, size } = start;
  let queue: Waiting[] = [];
  let flushing: Promise<void> | undefined;
  let unsynced = false;
  let broken: JournalBroken | undefined;

  const writeAll = (bytes: Buffer): void => {
    const found = file.stat();
    if (found.size !== size || found.nlink === 0) throw new JournalBroken('disturbed', path);
    for (let done = 0; done < bytes.length;) {
      // A full disk takes less than it is given, and says why only when asked to take the rest.
      const taken = file.write(bytes.subarray(done));
      if (taken <= 0) throw new JournalBroken('full', path);
      done += taken;
    }
  };
  /** What could not be made durable must not stay as if it had been. */
  const cutBack = (): void => {
    try {
      file.truncate(size);
    } catch {
      // The disk is failing: the next open finds a torn tail, or an entry on which nobody has acted.
    }
  };
  const commit = async (batch: readonly Waiting[]): Promise<void> => {
    let { seq, sha256: prev } = head;
    const lines: Buffer[] = [];
    const entries: Entry[] = [];
    for (const { fact, at, how } of batch) {
      seq += 1;
      const line = lineOf({ seq, at, prev, ...how }, fact);
      prev = sha256(line);
      lines.push(line, NEWLINE);
      entries.push({ seq, at, ...fact });
    }
    const bytes = Buffer.concat(lines);
    try {
      writeAll(bytes);
      unsynced = true;
      if (batch.some(({ promised }) => promised)) await sync();
    } catch (error) {
      const failure = brokenBy(error, path);
      if (failure.reason !== 'disturbed') cutBack();
      throw failure;
    }
    head = { seq, sha256: prev };
    size += bytes.length;
    countAppended(batch.length);
    for (const entry of entries) onEntry(entry);
    for (const [at, { promised }] of batch.entries()) promised?.resolve(entries[at] as Entry);
  };
  const sync = async (): Promise<void> => {
    await file.datasync();
    unsynced = false;
  };
  const flush = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue;
      queue = [];
      try {
        if (broken) throw broken;
        const last = linesBeforeDeath(batch.length);
        if (last !== undefined) {
          if (last > 0) await commit(batch.slice(0, last));
          await sync();
          die();
        }
        await commit(batch);
      } catch (error) {
        broken ??= brokenBy(error, path);
        for (const { promised } of batch) promised?.reject(broken);
      }
    }
    // In the same turn as the look at the queue: what comes next starts another flush.
    flushing = undefined;
  };
  const enqueue = (fact: Fact, how: How, promised?: PromiseWithResolvers<Entry>): void => {
    queue.push({ fact: scrub(fact, salt), at: now().toISOString(), how, ...(promised ? { promised } : {}) });
    flushing ??= Promise.resolve().then(flush);
  };
  return {
    append: (fact, how = {}) => {
      if (broken) return Promise.reject(broken);
      const promised = Promise.withResolvers<Entry>();
      enqueue(fact, how, promised);
      return promised.promise;
    },
    tell: (fact) => {
      if (!broken) enqueue(fact, {});
    },
    head: () => head,
    broken: () => broken,
    close: async () => {
      await flushing;
      if (broken?.reason === 'closed') return;
      try {
        if (unsynced && !broken) await sync();
      } finally {
        broken ??= new JournalBroken('closed', path);
        await file.close();
      }
    },
  };
};
