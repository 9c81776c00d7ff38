import { constants, watch } from 'node:fs';
import { mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { monotonicFactory } from 'ulid';
import { syncFolder } from '../journal/index.ts';
import { type Letter, parseLetter, type Sent } from './letter.ts';

const nextName = monotonicFactory();
const SUFFIX = '.json';
const ASIDE = 'aside';
/** Far more than any answer or note has. */
const BIGGEST = 1024 * 1024;

/** Leaves a letter in a case's inbox: whole or not at all. Resolves with its file name when it is on the disk. */
export const leave = async (inbox: string, sent: Sent, now: Date = new Date()): Promise<string> => {
  const { default: writeFileAtomic } = await import('write-file-atomic');
  const name = `${nextName(now.getTime())}${SUFFIX}`;
  const letter = { ...sent, at: now.toISOString() };
  await writeFileAtomic(join(inbox, name), `${JSON.stringify(letter)}\n`, { mode: 0o600 });
  await syncFolder(inbox);
  return name;
};

export interface InboxOptions {
  readonly path: string;
  /** Letters that are in the journal already: a crash came between that and their removal. */
  readonly taken: ReadonlySet<string>;
  /** Records a letter; it is removed when this resolves, and taken again later when it rejects. */
  readonly take: (letter: Letter, file: string) => Promise<void>;
  /** A file that is no letter was put aside. */
  readonly setAside: (file: string) => void;
}
export interface Inbox {
  /** Takes in all that is there now, in the order in which it was left. */
  readonly takeAll: () => Promise<void>;
  readonly close: () => Promise<void>;
}
/** File systems without notifications (network, some containers) are looked at this often. */
const POLL_MS = 1000;

/** Takes letters in as they come. Does not keep the process alive. */
export const openInbox = async ({ path, taken, take, setAside }: InboxOptions): Promise<Inbox> => {
  await mkdir(path, { recursive: true, mode: 0o700 });
  let turn: Promise<void> = Promise.resolve();
  let closed = false;
  const takeOne = async (file: string): Promise<void> => {
    const letter = taken.has(file) ? undefined : await read(join(path, file));
    if (letter === 'gone' || closed) return;
    if (letter !== undefined) await take(letter, file);
    else if (!taken.has(file)) {
      await mkdir(join(path, ASIDE), { recursive: true, mode: 0o700 });
      await rename(join(path, file), join(path, ASIDE, file));
      setAside(file);
      return;
    }
    await unlink(join(path, file));
  };
  const takeAll = (): Promise<void> => {
    const next = turn.then(async () => {
      for (const file of closed ? [] : await letters(path)) await takeOne(file);
    });
    // One that fails must not stop those after it for ever: the next look tries again.
    turn = next.catch(() => undefined);
    return next;
  };
  const look = (): void => void takeAll().catch(() => undefined);
  const watcher = watch(path, { persistent: false }, look).on('error', () => undefined);
  const poll = setInterval(look, POLL_MS).unref();
  return {
    takeAll,
    close: async () => {
      clearInterval(poll);
      watcher.close();
      // What was left before the case is let go is not made to wait for the next who opens it.
      await takeAll().catch(() => undefined);
      closed = true;
      await turn;
    },
  };
};

/** Names sort by time; drafts and what is set aside do not count. */
const letters = async (path: string): Promise<readonly string[]> =>
  (await readdir(path, { withFileTypes: true }))
    .filter((entry) => !entry.isDirectory() && entry.name.endsWith(SUFFIX) && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .toSorted();

const read = async (path: string): Promise<Letter | 'gone' | undefined> => {
  try {
    const handle = await open(
      path,
      constants.O_RDONLY | ((constants.O_NOFOLLOW as number | undefined) ?? 0) | constants.O_NONBLOCK,
    );
    try {
      const found = await handle.stat();
      if (!found.isFile() || found.size > BIGGEST) return undefined;
      return parseLetter(await handle.readFile('utf8'));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : undefined;
  }
};
