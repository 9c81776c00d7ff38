/**
 * Characters that are not seen, or that change how others are seen: controls, formats (bidi, zero width, tags),
 * surrogates, unassigned and private ones, line and paragraph separators, spaces that are not the space, joiners,
 * variation selectors and blank letters.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;
/** More marks on one letter than any script uses: they would be drawn over other lines. */
const STACKED = /(?<=\p{M}{4})\p{M}/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '\\e' };

const shown = (char: string): string => {
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return (
    SHORT[char] ??
    (code < 0x100 ? `\\x${hex.padStart(2, '0')}` : code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`)
  );
};

/** Text of somebody else's, safe within one line of a terminal: what can't be seen stands there as an escape. */
export const inert = (text: string): string => text.replace(UNSEEN, shown).replace(STACKED, shown);
