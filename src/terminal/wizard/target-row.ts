import { inert } from '../../redact/index.ts';
import { cut, pad } from '../lines.ts';
import { widthOf } from '../width.ts';

/** One possible target. What an attacker can't set comes first; the name tag, which they can, last and quoted. */
export interface TargetRow {
  readonly id: string;
  /** ISO 8601. */
  readonly launched?: string;
  readonly image?: string;
  /** Its private address. */
  readonly address?: string;
  /** What was read besides: "SSM online". */
  readonly note?: string;
  /** The name tag: whoever can write tags chose it. */
  readonly name?: string;
}
const day = (launched: string | undefined): string => (launched === undefined ? '' : inert(launched.slice(0, 10)));
const quotedName = ({ name }: TargetRow): string => (name === undefined || name === '' ? '' : `"${inert(name)}"`);

/** All rows as one table, each cut to a line: the name goes first when there is no room. */
export const targetNames = (rows: readonly TargetRow[], columns: number): readonly string[] => {
  const cells = rows.map((row) => [
    inert(row.id),
    day(row.launched),
    inert(row.image ?? ''),
    inert(row.address ?? ''),
    quotedName(row),
  ]);
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(0, ...cells.map((row) => widthOf(row[at] ?? ''))));
  return cells.map((row) =>
    cut(
      row
        .map((cell, at) => pad(cell, widths[at] ?? 0))
        .filter((cell) => cell !== '')
        .join('  ')
        .trimEnd(),
      columns,
    ),
  );
};
/** One row in full, shown while it is marked. */
export const targetText = (row: TargetRow): string =>
  [
    inert(row.id),
    row.launched === undefined ? '' : `launched ${inert(row.launched)}`,
    inert(row.image ?? ''),
    inert(row.address ?? ''),
    inert(row.note ?? ''),
    row.name === undefined || row.name === '' ? '' : `called ${quotedName(row)} by its tag`,
  ]
    .filter((part) => part !== '')
    .join('   ');
export const matchesTarget = (row: TargetRow, term: string): boolean =>
  [row.id, row.image, row.address, row.name].some(
    (value) => value?.toLowerCase().includes(term.toLowerCase()) === true,
  );
