/** Every way in which a known secret may turn up in text: raw, JSON-escaped, URL-encoded, base64 and hex. */
export const formsOf = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64');
  const hex = bytes.toString('hex');
  const url = encodeURIComponent(secret);
  const escaped = JSON.stringify(secret).slice(1, -1);
  const all = [
    secret,
    escaped,
    JSON.stringify(escaped).slice(1, -1),
    url,
    url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    new URLSearchParams([['', secret]]).toString().slice(1),
    base64,
    base64.replace(/=+$/, ''),
    bytes.toString('base64url'),
    // In something longer that was encoded whole, a secret starts at any of three positions.
    Buffer.concat([Buffer.alloc(1), bytes])
      .toString('base64')
      .slice(2, -4),
    Buffer.concat([Buffer.alloc(2), bytes])
      .toString('base64')
      .slice(3, -4),
    hex,
    hex.toUpperCase(),
  ];
  return [...new Set(all)].filter((form) => form !== '');
};

/** How long a piece of a cut secret must be to be known again. */
export const PART = 8;
const classOf = (char: string): string =>
  /[a-z]/.test(char) ? 'a' : /[A-Z]/.test(char) ? 'A' : /\d/.test(char) ? '0' : '';
const changesIn = (text: string): number => {
  const classes = text
    .split('')
    .map(classOf)
    .filter((it) => it !== '');
  return classes.filter((it, at) => at > 0 && it !== classes[at - 1]).length;
};
/** A word, name or number between separators. */
const WORD = /(?<![A-Za-z0-9])(?:[A-Z]?[a-z]{4,}|[A-Z]{5,}|\d{4,})(?![A-Za-z0-9])/;
/**
 * Whether a form is random all through, so that any part of it can only have come from it. Few changes between kinds of
 * character don't tell alone: of a thousand random tokens, forty have as few as words have.
 */
export const isRandom = (form: string): boolean =>
  form.length >= 2 * PART && (changesIn(form) >= form.length * 0.33 || !WORD.test(form));
/** Whether a part of a form with words in it can only have come from it: words, dates and numbers stand elsewhere too. */
export const isTelling = (part: string): boolean => changesIn(part) >= 2;
