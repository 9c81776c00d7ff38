import { inertMarkdown } from '../../redact/index.ts';

/**
 * A word that no reader of Markdown makes anything of, wherever it stands: letters and digits, joined by single marks.
 * A number with a point or bracket behind it would begin a list.
 */
const WORD = /^(?!\d+[.)])[(“]*[\p{L}\p{N}]+(?:[-'’/][\p{L}\p{N}]+)*[)”,;:.?…]*$/u;
const NUMBER = /^(?:(?:\d{1,3}:)?\d{1,2}:\d{2}|\d+\.\d+)[,;.)]*$/;
/** In code, a linkifier leaves these alone: ids, ARNs, addresses, paths, user agents. No backtick, bracket, pipe or backslash. */
const CODE = /^[A-Za-z0-9/][A-Za-z0-9.:/_=+,@%#;~-]*$/;

/** Joined marks that stand alone between words. */
const MARK = /^[–—·→]$/;
const inertWord = (word: string): string => {
  if (WORD.test(word) || NUMBER.test(word) || MARK.test(word) || word === '') return word;
  const [, body = '', tail = ''] = /^(.*?)([,;:.]*)$/s.exec(word) ?? [];
  return CODE.test(body) ? `\`${body}\`${tail}` : inertMarkdown(word);
};

const LONGEST = 600;
const clipped = (text: string): string =>
  text.length <= LONGEST
    ? text
    : `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')} … (${text.length} characters)`;
/**
 * Any text, so that it reads well raw and rendered and nothing comes of it: plain words stay, ids and addresses stand as
 * code, and all else goes through `inertMarkdown`.
 */
export const prose = (text: string): string => clipped(text).trim().split(/ +/).map(inertWord).join(' ');

/** A value on its own, as code where it can be. */
export const value = (text: string): string =>
  /^[A-Za-z0-9/](?:[A-Za-z0-9 .:/_=+,@%#;()~-]*[A-Za-z0-9._=+/)#-])?$/.test(text) && text.length <= LONGEST
    ? `\`${text}\``
    : prose(text);
