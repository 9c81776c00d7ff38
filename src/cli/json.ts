/** As in redact/inert.ts; with a space for a space, the only such characters that JSON itself writes. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const escaped = (char: string): string =>
  Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

/**
 * One line of JSON that is safe in a terminal too: what an attacker has named a thing may hold C1 controls and bidi
 * marks, which JSON.stringify leaves as they are. The value that is read from it is the same.
 */
export const jsonLine = (value: unknown): string => `${JSON.stringify(value).replace(UNSEEN, escaped)}\n`;
