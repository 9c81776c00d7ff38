import { isMarker } from './fingerprint.ts';

/** A kind of secret that can be told by its look, and which group of the match is the secret. */
export interface Pattern {
  readonly kind: string;
  readonly find: RegExp;
  /** Cheap words, one of which must be in the text before the pattern is tried. */
  readonly near: RegExp;
}

/** Something that only points at a secret, or is no value at all. */
const isReference = (value: string): boolean =>
  isMarker(value) ||
  /^(?:arn:|\$\{|\$\(|\$[A-Z_]|%[A-Z_]+%|<[^>]*>?$|\{\{|\*+$|x{3,}$|\.{3}|…)/i.test(value) ||
  /^(?:required|optional|null|true|false|undefined|none|absent|enabled|disabled)$/i.test(value);

/** Told by their look alone, whatever stands around them; the secret is the group `s`, or the whole match. */
const BY_LOOK: readonly Pattern[] = [
  {
    kind: 'private-key',
    near: /PRIVATE KEY/,
    find: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:(?!-----END)[\s\S])*(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)?/g,
  },
  { kind: 'jwt', near: /eyJ/, find: /(?<![\w-])eyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*){1,3}/g },
  {
    kind: 'session-token',
    near: /IQoJ|FwoG|FQoG|AQoD/,
    find: /(?<![\w+/=-])(?:IQoJ|FwoG|FQoG|AQoD)[A-Za-z0-9+/=_%-]{60,}/g,
  },
  {
    kind: 'token',
    near: /gh[pousr]_|github_pat_|glpat-|xox[a-z]|xapp-|sk[-_]|rk_|pk_live|npm_|tskey-|whsec_|hf_|AIza|ABSK|bedrock-api-key-|SG\.|pypi-|dop_v1_|key-[0-9a-f]/,
    find: /(?<![\w-])(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[a-z](?:\.xox[a-z])?-[\w-]{10,}|xapp-[\w-]{10,}|sk-[\w-]{20,}|[sr]k_(?:live|test)_\w{10,}|pk_live_\w{10,}|npm_\w{30,}|tskey-[\w-]{12,}|whsec_[\w+/=-]{16,}|hf_\w{20,}|AIza[\w-]{35}|ABSK[A-Za-z0-9+/=]{40,}|bedrock-api-key-[\w+/=-]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|pypi-[\w-]{40,}|dop_v1_[0-9a-f]{40,}|key-[0-9a-f]{32})/g,
  },
  { kind: 'bot-token', near: /:AA/, find: /(?<![\w-])(?:bot)?\d{7,12}:AA[\w-]{30,}/g },
  { kind: 'bot-token', near: /\.[\w-]{6}\./, find: /(?<![\w.-])[MNO][\w-]{22,28}\.[\w-]{6}\.[\w-]{25,}/g },
  {
    kind: 'webhook',
    near: /hooks\.slack|\/webhooks\//,
    find: /(?<=hooks\.slack(?:-gov)?\.com\/[a-z]+\/)[\w/-]{16,}|(?<=\/webhooks\/\d{5,}\/)[\w-]{20,}/g,
  },
  // `openssl rand -hex 24`: no digest in use has 48 digits.
  { kind: 'token', near: /[0-9a-f]{48}/i, find: /(?<![0-9a-f])(?:[0-9a-f]{48}|[0-9A-F]{48})(?![0-9a-f])/gi },
];

/** Told by what stands before them; the secret is the group `s`. */
const BY_NAME: readonly Pattern[] = [
  {
    kind: 'authorization',
    near: /authorization/i,
    find: /authorization\\{0,4}["']?\s{0,9}[:=]\s{0,9}\\{0,4}["']?(?:(?!AWS4-)[a-z][\w-]{1,20} {1,9})?(?<s>(?!AWS4-)[^\s"'\\,;]{4,})/gi,
  },
  {
    kind: 'cookie',
    near: /cookie/i,
    find: /\b(?:set-)?cookie\\{0,4}["']?\s{0,9}:\s{0,9}\\{0,4}["']?(?<s>[\w.-]+=[^\r\n"'\\]{4,})/gi,
  },
  { kind: 'signature', near: /Signature=/i, find: /(?<=Signature=)(?<s>[\w%+/=-]{16,})/gi },
  // A word after "bearer" is prose; a token has a digit or is long.
  { kind: 'bearer', near: /bearer/i, find: /\bbearer\s+(?<s>(?=[^\s"']*\d|[^\s"']{24})[\w.~+/=-]{8,})/gi },
  { kind: 'basic', near: /basic/i, find: /\b[Bb]asic\s+(?<s>(?=[\w+/]*[\d=A-Z])[A-Za-z0-9+/]{12,}={0,2})/g },
  { kind: 'password', near: /:\/\//, find: /(?<=[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@"']{0,80}:)(?<s>[^\s/@"']+)(?=@)/gi },
  {
    kind: 'token',
    near: /[?&#;]/,
    find: /[?&#;](?:amp;)?(?!(?:next|client|client_?-?request|continuation|page|pagination|idempotency)_?-?token=)[\w.-]{0,60}(?:token|secret|password|passwd|api_?-?key|access_?-?key|sig|auth|jwt)=(?<s>[^&\s"'<>#\\]{4,})/gi,
  },
  {
    kind: 'secret',
    near: /secret|token|passw|passphrase|api_?-?key|private_?-?key/i,
    find: /(?<![\w-])(?!(?:next|client|client[_-]?request|continuation|page|pagination|idempotency|start)[_-]?token\b)(?<name>[\w.-]{0,60}?(?:secret[_-]?access[_-]?key|secret[_-]?key|(?:client|signing|webhook|jwt|shared)[_-]?secret|token|password|passwd|passphrase|api[_-]?key|private[_-]?key))(?:\\{0,4}["'])?(?:\s{0,9}[:=]\s{0,9}|>)\\{0,4}["']?(?<s>[^\s"'\\,;&<>{}()[\]]{6,})/gi,
  },
];

export const PATTERNS: readonly Pattern[] = [...BY_LOOK, ...BY_NAME];
/** Without any of these no pattern can match: most text is let through after this one look. */
export const WORTH_A_LOOK = new RegExp([...new Set(PATTERNS.map(({ near }) => near.source))].join('|'), 'i');

/** After `token: ` stands prose as often as a token, or one of our own fingerprints. */
const isProse = (name: string, value: string): boolean =>
  /^[0-9a-f]{12}$/.test(value) ||
  (!/passw|passphrase/i.test(name) &&
    !/^[A-Z0-9_]+$/.test(name) &&
    /^[a-z]+(?:[-'’][a-z]+)*[.:!?]?$/i.test(value) &&
    value.length < 24);

export const applyPattern = (
  text: string,
  { kind, find, near }: Pattern,
  mark: (kind: string, secret: string) => string,
): string => {
  if (!near.test(text)) return text;
  return text.replace(find, (match: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Readonly<Record<string, string | undefined>> | string;
    const secret = typeof groups === 'object' ? groups['s'] : match;
    if (secret === undefined || isReference(secret)) return match;
    if (typeof groups === 'object' && groups['name'] !== undefined && isProse(groups['name'], secret)) return match;
    const at = match.lastIndexOf(secret);
    return match.slice(0, at) + mark(kind, secret) + match.slice(at + secret.length);
  });
};
