import type { Claim, Durable } from '../engine/index.ts';
import {
  type Entry,
  type Head,
  JournalBroken,
  type JournalWriter,
  openJournal,
  type OpenFile,
  takeLock,
} from '../journal/index.ts';
import { type CantOpenCase, damaged, locked, unwritable } from './can-not-open.ts';
import { type Clock, systemClock } from './clock.ts';
import { openDeadlines } from './deadlines.ts';
import { clearDrafts } from './evidence.ts';
import type { CaseFolder } from './folder.ts';
import { openHandle } from './handle.ts';
import { openInbox } from './inbox.ts';
import type { Mirror } from './mirror.ts';
import { type CaseRecord, openRecord } from './record.ts';
import { takeLetter } from './take-letter.ts';
import type { Cancelled } from './waits.ts';

export interface DurableOptions {
  readonly folder: CaseFolder;
  /** Who runs the case: shown to whoever finds it locked. */
  readonly operator: string;
  /** The AWS side of the case, and what it is called in the journal. */
  readonly mirror?: Mirror & { readonly where?: string };
  /** A head that was kept elsewhere. */
  readonly known?: Head;
  readonly clock?: Clock;
  /** Opens the journal's file; given by tests that make the disk fail. */
  readonly file?: OpenFile;
}
/** A case that this process holds: nobody else writes to it until it is closed. */
export interface OpenCase {
  readonly ok: true;
  readonly durable: Durable;
  readonly folder: CaseFolder;
  /** Each new entry, once it is recorded, in order; returns how to stop. */
  readonly onEntry: (listener: (entry: Entry) => void) => () => void;
  /** A person aborts: nothing new is begun, what runs is told. Resolves when it is recorded. */
  readonly abort: (by: string, because: string) => Promise<void>;
  /** Where the journal ends: what is anchored elsewhere. */
  readonly head: () => Head;
  /** Records what is waiting, closes the files and lets go of the case. */
  readonly close: () => Promise<void>;
}

/** Opens a case for running it: takes its lock, checks its journal, takes in what others have left. */
export const openDurable = async (options: DurableOptions): Promise<OpenCase | CantOpenCase> => {
  const { folder, operator, clock = systemClock } = options;
  try {
    const lock = await takeLock(folder.lock, operator, clock.now());
    if (!lock.held) return locked(folder, lock.by);
    let opened: OpenCase | CantOpenCase | undefined;
    try {
      opened = await openLocked(options, clock, lock.release);
      return opened;
    } finally {
      if (!opened?.ok) await lock.release();
    }
  } catch (error) {
    return unwritable(error instanceof JournalBroken ? error : new JournalBroken('io', folder.journal, error));
  }
};

const openLocked = async (
  { folder, mirror, known, file }: DurableOptions,
  clock: Clock,
  release: () => Promise<void>,
): Promise<OpenCase | CantOpenCase> => {
  let record: CaseRecord | undefined;
  const journal = await openJournal({
    path: folder.journal,
    salt: folder.salt,
    now: clock.now,
    onEntry: (entry) => record?.took(entry),
    ...(known ? { known } : {}),
    ...(file ? { file } : {}),
  });
  if (!journal.ok) return damaged(folder, journal.damage);
  const { writer, entries, taken, setAside } = journal;
  await clearDrafts(folder.path);
  const own = openRecord(entries, writer, mirror);
  record = own;
  if (setAside && entries.length > 0)
    own.tell({
      is: 'noted',
      text: `${setAside.bytes} bytes that were never wholly written were put into ${setAside.file}`,
      by: 'ir',
    });

  const cancel = new AbortController();
  own.onEntry((entry) => {
    if (entry.is === 'aborted') cancel.abort({ by: entry.by, because: entry.because } satisfies Cancelled);
  });
  const inbox = await openInbox({
    path: folder.inbox,
    taken,
    take: (letter, name) => takeLetter(own, letter, name),
    setAside: (name) =>
      own.tell({ is: 'noted', text: `${name} in the inbox can’t be read and was put aside`, by: 'ir' }),
  });
  if (entries.length > 0) await inbox.takeAll();
  const deadlines = openDeadlines(own, clock);
  const handle = openHandle({
    folder: folder.path,
    record: own,
    clock,
    deadlines,
    waits: { record: own, clock, cancelled: cancel.signal, takeLetters: inbox.takeAll },
    claim: claimOnce(own, mirror),
    salt: folder.salt,
  });
  return {
    ok: true,
    durable: handle.durable,
    folder,
    onEntry: own.onEntry,
    abort: async (by, because) => void (await own.append({ is: 'aborted', by, because })),
    head: writer.head,
    close: async () => {
      await mirror?.settle();
      await closeAll(handle.close, deadlines.close, inbox.close, writer, release);
    },
  };
};

const closeAll = async (
  giveUp: () => void,
  stopClocks: () => void,
  closeInbox: () => Promise<void>,
  writer: JournalWriter,
  release: () => Promise<void>,
): Promise<void> => {
  giveUp();
  stopClocks();
  try {
    await closeInbox();
    await writer.close();
  } finally {
    await release();
  }
};

/** Claims the target once, and records what came of it. */
const claimOnce = (record: CaseRecord, mirror: DurableOptions['mirror']): ((target: string) => Promise<Claim>) => {
  const claims = new Map<string, Promise<Claim>>();
  const claim = async (target: string): Promise<Claim> => {
    const answer: Claim = mirror
      ? await mirror.claim(target)
      : { is: 'unclaimed', because: 'nothing outside of this machine is used to hold the case' };
    const isRecorded = record.entries().some((entry) => entry.is === 'claimed' && entry.target === target);
    if (answer.is === 'ours' && !isRecorded)
      await record.append({ is: 'claimed', target, where: mirror?.where ?? 'AWS' });
    if (answer.is === 'unclaimed') await record.append({ is: 'unclaimed', target, because: answer.because });
    if (answer.is === 'held') await record.append({ ...answer, target });
    return answer;
  };
  return (target) => {
    const known = claims.get(target) ?? claim(target);
    claims.set(target, known);
    return known;
  };
};
