// How systemd splits and quotes: systemd.syntax(7).
const ESCAPES = { n: '\n', t: '\t', s: ' ', '\\': '\\', '"': '"', "'": "'" };

/** Words between spaces; quotes and backslashes as in a unit file. */
export function wordsOf(text) {
  const words = [];
  let word;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') {
      at += 1;
      word = (word ?? '') + (ESCAPES[text[at]] ?? `\\${text[at] ?? ''}`);
    } else if (quote) {
      if (character === quote) quote = '';
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  return word === undefined ? words : [...words, word];
}

/** A word as systemctl shows it in a list. */
export const quoted = (word) => (/[\s"'\\]/.test(word) ? `"${word.replace(/["\\]/g, '\\$&')}"` : word);
