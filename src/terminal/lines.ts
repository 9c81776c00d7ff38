import { firstOf, widthOf } from './width.ts';

/** Uncoloured text cut to a width, with an ellipsis where something is missing. */
export const cut = (text: string, width: number): string =>
  width < 1 ? '' : widthOf(text) <= width ? text : `${firstOf(text, width - 1)}…`;
/** Filled up with blanks, never cut. */
export const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Broken at blanks, and inside of a word only where it is longer than a line. */
export const wrap = (text: string, columns: number): readonly string[] => {
  const width = Math.max(1, columns);
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(' ')) {
    if (line !== undefined && widthOf(line) + 1 + widthOf(word) <= width) {
      line = `${line} ${word}`;
      continue;
    }
    if (line !== undefined) lines.push(line.trimEnd());
    line = word;
    while (widthOf(line) > width) {
      // At least one character a line, however narrow it is.
      const head: string = firstOf(line, width) || String.fromCodePoint(line.codePointAt(0) ?? 0);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return [...lines, (line ?? '').trimEnd()];
};

/** Text behind a head on its first line; its further lines stand below the first one's text. */
export const hang = (head: string, text: string, columns: number, under = widthOf(head)): readonly string[] => {
  const [first = '', ...rest] = wrap(text, columns - under);
  const margin = ' '.repeat(under);
  const start = widthOf(head) <= under ? [`${pad(head, under)}${first}`] : [head, `${margin}${first}`];
  return [...start, ...rest.map((line) => `${margin}${line}`)].map((line) => line.trimEnd());
};
/** A path behind a head, never broken: it is there to be copied. */
export const hangPath = (head: string, path: string, under: number): readonly string[] => [
  `${pad(head, under)}${path}`,
];
/** Parts joined by a separator, broken between parts. */
export const flow = (parts: readonly string[], separator: string, columns: number): readonly string[] => {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const joined = last === undefined ? undefined : `${last}${separator}${part}`;
    if (joined !== undefined && widthOf(joined) <= columns) lines[lines.length - 1] = joined;
    else lines.push(...wrap(part, columns));
  }
  return lines;
};
/** A shell command, broken only in front of a flag and so that it can be pasted as it stands. Arguments are never cut. */
export const hangCommand = (head: string, command: string, columns: number, under: number): readonly string[] => {
  const room = columns - under - 2;
  const lines: string[] = [];
  for (const piece of command.split(/ (?=--)/)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(piece) <= room) lines[lines.length - 1] = `${last} ${piece}`;
    else lines.push(piece);
  }
  const broken = lines.map((line, at) => (at < lines.length - 1 ? `${line} \\` : line));
  return broken.map((line, at) => `${at === 0 ? pad(head, under) : ' '.repeat(under)}${line}`);
};
export const textOf = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
