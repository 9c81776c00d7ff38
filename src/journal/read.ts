import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Head, GENESIS, type Line, parseLine, sha256 } from './chain.ts';
import { entryOf } from './chain.ts';
import { check, type Damage, type Piece } from './damage.ts';
import type { Entry } from './entry.ts';

/** A journal as it stands in its file: the entries that can be relied on, and what is wrong behind them. */
export interface Read {
  readonly entries: readonly Entry[];
  readonly head: Head;
  readonly damage?: Damage;
}
/** The same with what only a writer needs. */
export interface ReadWhole extends Read {
  readonly lines: readonly Line[];
  /** Bytes up to which the file can be relied on, and all that it has. */
  readonly goodBytes: number;
  readonly bytes: Buffer;
  readonly unended: boolean;
}

const NEWLINE = 0x0a;
const piecesOf = (bytes: Buffer): readonly Piece[] => {
  const pieces: Piece[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(NEWLINE, from);
    const piece = bytes.subarray(from, end < 0 ? bytes.length : end);
    pieces.push({ bytes: piece, sha256: sha256(piece), line: parseLine(piece), ended: end >= 0 });
    from = end < 0 ? bytes.length : end + 1;
  }
  return pieces;
};
const readBytes = async (path: string): Promise<Buffer> => {
  const handle = await open(path, constants.O_RDONLY | ((constants.O_NOFOLLOW as number | undefined) ?? 0));
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
};

/** Reads and checks a journal's bytes; `known` is a head that was kept elsewhere. */
export const readBytesOf = (bytes: Buffer, known?: Head): ReadWhole => {
  const pieces = piecesOf(bytes);
  const { good, head, damage, unended = false } = check(pieces, known);
  const used = pieces.slice(0, good.length).reduce((sum, piece) => sum + piece.bytes.length + 1, 0);
  return {
    entries: good.map(entryOf),
    lines: good,
    head,
    goodBytes: unended ? used - 1 : used,
    bytes,
    unended,
    ...(damage === undefined ? {} : { damage }),
  };
};
export const readWhole = async (path: string, known?: Head): Promise<ReadWhole> => {
  try {
    return readBytesOf(await readBytes(path), known);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const kind = code === 'ENOENT' ? 'absent' : 'unreadable';
    const says = kind === 'absent' ? `there is no journal at ${path}` : `${path} can't be read: ${message}`;
    const head = { seq: 0, sha256: GENESIS };
    return {
      entries: [],
      lines: [],
      head,
      goodBytes: 0,
      bytes: Buffer.alloc(0),
      unended: false,
      damage: { kind, seq: 1, says, mendable: false },
    };
  }
};

/**
 * Reads a journal, which may be growing meanwhile (its last line then shows as a torn tail). Never throws for what the
 * file holds. With `known`, a head that was kept elsewhere, a cut or rewritten end is detected as well; without it
 * nothing can be said about whole entries missing at the end.
 */
export const readJournal = async (path: string, known?: Head): Promise<Read> => {
  const { entries, head, damage } = await readWhole(path, known);
  return { entries, head, ...(damage === undefined ? {} : { damage }) };
};
