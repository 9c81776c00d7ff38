import { GENESIS, type Head, type Line, parseLine } from './chain.ts';

export type DamageKind =
  /** The end is not a whole entry: a write that was cut short, which nobody was told had succeeded. */
  | 'torn-tail'
  /** A line is not what it was when the next one was written. */
  | 'changed'
  /** Lines stand in another order than they were written in. */
  | 'reordered'
  /** A line stands in the file twice. */
  | 'duplicated'
  /** Lines have been taken out. */
  | 'missing'
  /** The journal ends before a line that is known to have been written. */
  | 'truncated'
  /** The journal is whole in itself, but a line that is known to have been written was another one. */
  | 'rewritten-tail'
  /** There is no journal, or it can't be read. */
  | 'absent'
  | 'unreadable';
export interface Damage {
  readonly kind: DamageKind;
  /** The first entry that can't be relied on. */
  readonly seq: number;
  readonly says: string;
  /** Nothing that was recorded is lost by setting the rest of the file aside. */
  readonly mendable: boolean;
}
/** One line of the file; `line` is undefined where it is not a whole one. */
export interface Piece {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly line: Line | undefined;
  /** It ends with a newline. */
  readonly ended: boolean;
}

/** Cut short, or never anything of ours: nothing that an entry has is in it. */
const isDebris = ({ bytes, line }: Piece): boolean =>
  line === undefined && !bytes.toString('latin1').startsWith('{"seq":') && !bytes.includes('"prev":"');
/** A last line that was cut short; not one whose newline alone has been changed. */
const isCutShort = ({ bytes, line, ended }: Piece): boolean =>
  line === undefined && !ended && parseLine(bytes.subarray(0, -1)) === undefined;

/** What is wrong at this piece, the first that does not follow from those before it. */
const wrongAt = (pieces: readonly Piece[], at: number, before: Head): Damage => {
  const seq = before.seq + 1;
  const piece = pieces[at] as Piece;
  const rest = pieces.slice(at);
  const damage = (kind: DamageKind, says: string, mendable = false): Damage => ({ kind, seq, says, mendable });
  if (rest.every(isDebris) || (rest.length === 1 && isCutShort(piece)))
    return damage('torn-tail', `the end of entry ${seq} was never written`, true);
  const { line } = piece;
  if (line === undefined) return damage('changed', `entry ${seq} has been changed`);
  if (line.seq < seq) {
    const earlier = new Set(pieces.slice(0, at).map(({ sha256 }) => sha256));
    const copies = rest.every((one) => earlier.has(one.sha256) || isCutShort(one));
    return earlier.has(piece.sha256)
      ? damage('duplicated', `entry ${line.seq} stands there twice`, copies)
      : damage('changed', `a second entry ${line.seq} has been put in after entry ${before.seq}`);
  }
  if (line.seq > seq)
    return rest.some((later) => later.line?.seq === seq)
      ? damage('reordered', `entry ${seq} stands after entry ${line.seq}`)
      : damage('missing', `entries ${seq} to ${line.seq - 1} have been taken out`);
  const next = pieces[at + 1];
  // The line's own checksum holds, so if the next line still vouches for it, the one before it was replaced.
  if (before.seq > 0 && (next === undefined || next.line?.prev === piece.sha256))
    return { ...damage('changed', `entry ${before.seq} has been replaced`), seq: before.seq };
  return damage('changed', `entry ${seq} has been replaced`);
};

export interface Checked {
  readonly good: readonly Line[];
  readonly head: Head;
  readonly damage?: Damage;
  /** The last good line lacks only its newline. */
  readonly unended?: true;
}
/** Follows the chain as far as it holds, and says what is wrong where it ends. */
export const check = (pieces: readonly Piece[], known?: Head): Checked => {
  const good: Line[] = [];
  let head: Head = { seq: 0, sha256: GENESIS };
  let knownHolds = known === undefined || known.seq === 0;
  for (const [at, { line, sha256, ended }] of pieces.entries()) {
    if (!line || line.seq !== head.seq + 1 || line.prev !== head.sha256)
      return { good, head, damage: wrongAt(pieces, at, head) };
    good.push(line);
    head = { seq: line.seq, sha256 };
    knownHolds ||= known?.seq === head.seq && known.sha256 === head.sha256;
    if (ended || !knownHolds) continue;
    const damage: Damage = {
      kind: 'torn-tail',
      seq: head.seq,
      says: `entry ${head.seq} lacks its newline`,
      mendable: true,
    };
    return { good, head, damage, unended: true };
  }
  if (knownHolds || known === undefined) return { good, head };
  const says = `entry ${known.seq} is known to have been written`;
  if (known.seq > head.seq) {
    const damage: Damage = {
      kind: 'truncated',
      seq: head.seq + 1,
      says: `${says}, and the journal ends at ${head.seq}`,
      mendable: false,
    };
    return { good, head, damage };
  }
  return {
    good,
    head,
    damage: {
      kind: 'rewritten-tail',
      seq: known.seq,
      says: `${says}, and stands there as another one`,
      mendable: false,
    },
  };
};
