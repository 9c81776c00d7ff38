/** One goal, and what came of it. */
export interface Row {
  readonly goal: string;
  readonly what: string;
  /** What was measured, and what it is measured against, in words. */
  readonly measured: string;
  /** The figure that is held against the limit: a ratio, a number of KB, a number of seconds. */
  readonly value: number | undefined;
  readonly limit: number;
  readonly stretch?: number;
}
const verdict = ({ value, limit, stretch }: Row): string => {
  if (value === undefined || Number.isNaN(value)) return 'not measured';
  if (stretch !== undefined && value <= stretch) return 'pass, stretch too';
  return value <= limit ? 'pass' : 'MISSED';
};
const shown = (value: number | undefined): string => (value === undefined ? '–' : String(Number(value.toPrecision(3))));

/** The table, one line per goal, columns lined up. */
export const table = (rows: readonly Row[]): string => {
  const lines = [
    ['goal', 'what', 'measured', 'is', 'limit', ''],
    ...rows.map((row) => [
      row.goal,
      row.what,
      row.measured,
      shown(row.value),
      `≤ ${shown(row.limit)}${row.stretch === undefined ? '' : ` (${shown(row.stretch)})`}`,
      verdict(row),
    ]),
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
