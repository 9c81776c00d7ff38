import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { brokenBy } from './broken.ts';
import type { Head } from './chain.ts';
import type { Damage } from './damage.ts';
import type { Entry } from './entry.ts';
import { type JournalFile, openFile, type OpenFile, syncFolder } from './file.ts';
import { type ReadWhole, readWhole } from './read.ts';
import { type JournalWriter, openWriter } from './writer.ts';

export interface OpenOptions {
  readonly path: string;
  readonly salt: string;
  /** A head that was kept elsewhere. */
  readonly known?: Head;
  readonly now?: () => Date;
  readonly onEntry?: (entry: Entry) => void;
  /** Opens the file; given by tests that make the disk fail. */
  readonly file?: OpenFile;
}
export interface Opened {
  readonly ok: true;
  readonly writer: JournalWriter;
  /** What stood in it when it was opened. */
  readonly entries: readonly Entry[];
  /** Inbox files that have been taken in. */
  readonly taken: ReadonlySet<string>;
  /** An end that nobody was told had been written, put into this file. */
  readonly setAside?: { readonly file: string; readonly bytes: number };
}
export type CantOpen = { readonly ok: false; readonly damage: Damage };

/** Opens a journal for its one writer, who holds the lock; makes it where there is none. Rejects with JournalBroken. */
export const openJournal = async (options: OpenOptions): Promise<Opened | CantOpen> => {
  const { path, salt, known, now = () => new Date(), onEntry = () => undefined } = options;
  const read = await readWhole(path, known);
  const { damage, entries, lines, head } = read;
  const isNew = damage?.kind === 'absent' && (known === undefined || known.seq === 0);
  if (damage && !damage.mendable && !isNew) return { ok: false, damage };
  let file: JournalFile | undefined;
  try {
    const setAside = damage?.mendable && !read.unended ? await quarantine(path, read) : undefined;
    file = await (options.file ?? openFile)(path);
    if (isNew) await syncFolder(dirname(path));
    const size = await mend(file, read);
    const writer = openWriter({ path, file, head, size, salt, now, onEntry });
    const taken = new Set(lines.flatMap(({ via }) => via ?? []));
    return { ok: true, writer, entries, taken, ...(setAside ? { setAside } : {}) };
  } catch (error) {
    await file?.close();
    throw brokenBy(error, path);
  }
};

const mend = async (file: JournalFile, { damage, goodBytes, unended }: ReadWhole): Promise<number> => {
  if (!damage?.mendable) return goodBytes;
  if (unended && file.write(Buffer.from('\n')) !== 1) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
  if (!unended) file.truncate(goodBytes);
  await file.datasync();
  return unended ? goodBytes + 1 : goodBytes;
};

/** Copies what stands behind the last good entry into `journal.torn-<n>`, before it is cut off. */
const quarantine = async (path: string, { bytes, goodBytes }: ReadWhole): Promise<Opened['setAside']> => {
  const tail = bytes.subarray(goodBytes);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  for (let n = 1; ; n += 1) {
    const file = `${path.replace(/\.jsonl$/, '')}.torn-${n}`;
    try {
      const handle = await open(file, flags, 0o600);
      try {
        await handle.writeFile(tail);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await syncFolder(dirname(path));
      return { file, bytes: tail.length };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
};
