type Mark = (kind: string, secret: string) => string;

/** Base64 of either alphabet. Long words, paths and ids are made of the same characters. */
const RUN = /[A-Za-z0-9+/_=-]{40,}/g;
const DIGEST = /^sha(?:1|256|384|512)[-=_]/i;

const entropy = (text: string): number => {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
};
const LOWER = 0;
const UPPER = 1;
const DIGIT = 2;
const OTHER = 3;
const classOf = (code: number): number =>
  code >= 97 && code <= 122 ? LOWER : code >= 65 && code <= 90 ? UPPER : code >= 48 && code <= 57 ? DIGIT : OTHER;
/**
 * Random text holds all three kinds of character and changes between them at about every second place, with few separators;
 * names, paths and ids keep to one kind for some time. Hex has only two kinds. Of a thousand random keys one passes.
 */
const looksRandom = (run: string): boolean => {
  const found = [0, 0, 0, 0];
  let changes = 0;
  let cases = 0;
  let last = OTHER;
  for (let at = 0; at < run.length; at += 1) {
    const now = classOf(run.charCodeAt(at));
    found[now] = (found[now] ?? 0) + 1;
    if (now !== OTHER && last !== OTHER && now !== last) changes += 1;
    if (now + last === LOWER + UPPER && now !== last) cases += 1;
    last = now;
  }
  const [lower = 0, upper = 0, digits = 0, other = 0] = found;
  if (lower === 0 || upper === 0 || digits === 0 || other > run.length * 0.2) return false;
  // CloudFormation's names end in random capitals and digits, but their small letters stand in words.
  return changes >= (run.length - 2 * other) * 0.33 && cases >= run.length * 0.1 && entropy(run) >= 4.1;
};
/** A name of AWS's own may hold anything: the rest of an ARN stays. */
const isInArn = (text: string, at: number): boolean => {
  let from = at;
  while (from > 0 && !/[\s"'<>,;=]/.test(text[from - 1] ?? '')) from -= 1;
  return text.startsWith('arn:', from);
};

/** Replaces long random runs: AWS secret keys (40 characters), gateway tokens (44, 64), session tokens. */
export const scrubRandom = (text: string, mark: Mark): string =>
  text.length < 40
    ? text
    : text.replace(RUN, (run, at: number) =>
        !DIGEST.test(run) && looksRandom(run) && !isInArn(text, at)
          ? mark(run.length === 40 ? 'aws-secret-key' : 'token', run)
          : run,
      );

const KEY_ID = /(?<![A-Z0-9])A[KS]IA[A-Z2-7]{16}(?![A-Z0-9])/;
export const hasKeyId = (value: unknown): boolean =>
  typeof value === 'string' && value.length >= 20 && KEY_ID.test(value);
const SECRET_KEY = /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_-])/g;
/** Beside an access key id, 40 characters are its secret however they look, if they are not a hash or a word. */
export const scrubBesideKeyId = (text: string, mark: Mark): string =>
  text.length < 40
    ? text
    : text.replace(SECRET_KEY, (run, at: number) =>
        /[a-z]/.test(run) && /[A-Z]/.test(run) && !isInArn(text, at) ? mark('aws-secret-key', run) : run,
      );
