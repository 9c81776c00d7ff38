import { stripVTControlCharacters } from 'node:util';

/**
 * Columns that text takes on a terminal. Our own few lines, because `string-width` costs 42 ms at start [measured,
 * bundled], and a run's first line is on the way of its first containing call.
 */
const ASCII = /^[ -~]*$/;
const NOTHING = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u;
const PICTURE = /^\p{Emoji_Presentation}/u;
/** Unicode 16, EastAsianWidth.txt: the blocks of wide and full-width characters, roughly. */
const WIDE: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2fb],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
];
const charWidth = (char: string): number => {
  if (NOTHING.test(char)) return 0;
  const code = char.codePointAt(0) ?? 0;
  return PICTURE.test(char) || WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
};

/** Control sequences (our own colours) take none. */
export const widthOf = (text: string): number => {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const char of stripVTControlCharacters(text)) width += charWidth(char);
  return width;
};
/** As much of an uncoloured text as fits. */
export const firstOf = (text: string, width: number): string => {
  let room = width;
  let end = 0;
  for (const char of text) {
    room -= charWidth(char);
    if (room < 0) break;
    end += char.length;
  }
  return text.slice(0, end);
};
