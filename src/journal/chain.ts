import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Entry, Fact } from './entry.ts';

/** What the first line names as the one before it. */
export const GENESIS = '0'.repeat(64);

/** Where a journal ends: all that must be kept elsewhere to know later that nothing was cut off or rewritten. */
export interface Head {
  /** 0 = an empty journal. */
  readonly seq: number;
  /** Of the last line's raw bytes, without its newline. */
  readonly sha256: string;
}
/** How a line came to be, beside the fact itself. */
export interface Envelope {
  readonly seq: number;
  readonly at: string;
  readonly prev: string;
  /** The inbox file that it was taken from, so that a file that outlives a crash is not taken twice. */
  readonly via?: string;
}
/** An entry as it stands in the file. */
export type Line = Entry & { readonly prev: string; readonly via?: string };

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** `,"sum":"01234567"}`: the last thing in a line. */
const SUM_LENGTH = 18;
const sumOf = (body: Uint8Array): string => crc32(body).toString(16).padStart(8, '0');

/**
 * A line's bytes, without newline. `sum` is a CRC-32 over everything before it: the chain proves a line only through
 * the next one, so without it a damaged bit in the very last line would pass, and a torn line could not be told from a
 * changed one. It is no protection against a person; chain and head are.
 */
export const lineOf = ({ seq, at, prev, via }: Envelope, fact: Fact): Buffer => {
  const body = JSON.stringify({ seq, at, prev, ...(via === undefined ? {} : { via }), ...fact }).slice(0, -1);
  return Buffer.from(`${body},"sum":"${sumOf(Buffer.from(body))}"}`);
};

/** The line that these bytes hold, or undefined where they are not an undamaged line. */
export const parseLine = (bytes: Buffer): Line | undefined => {
  const tail = /^,"sum":"([0-9a-f]{8})"\}$/.exec(bytes.subarray(-SUM_LENGTH).toString('latin1'));
  const body = bytes.subarray(0, -SUM_LENGTH);
  if (tail?.[1] !== sumOf(body)) return undefined;
  try {
    const line = JSON.parse(`${body.toString()}}`) as Partial<Line>;
    const whole = Number.isSafeInteger(line.seq) && [line.at, line.prev, line.is].every((it) => typeof it === 'string');
    return whole ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
};
/** The entry without what only the chain needs. */
export const entryOf = (line: Line): Entry => {
  const { prev: _prev, via: _via, ...entry } = line;
  return entry;
};
