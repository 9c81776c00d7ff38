/** Cells must be inert already: none holds a pipe or a line break of its own. */
export type Cells = readonly string[];
const line = (cells: Cells): string => `| ${cells.join(' | ')} |`;

/** A GFM table; nothing for no rows. */
export const table = (head: Cells, rows: readonly Cells[]): readonly string[] =>
  rows.length === 0 ? [] : [line(head), line(head.map(() => '---')), ...rows.map(line)];

/** A section with its heading; where it has nothing, it says so. */
export const section = (heading: string, body: readonly string[], empty?: string): readonly string[] =>
  body.length > 0 ? [`## ${heading}`, '', ...body, ''] : empty === undefined ? [] : [`## ${heading}`, '', empty, ''];
