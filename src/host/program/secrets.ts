import {
  createCipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import type { Sealed, Secrets } from '../protocol.ts';
import { formsOf } from './forms.ts';

/** Values that were found, each under a name; only the names leave the host in clear. */
export interface Values {
  readonly name: (value: string | undefined, hint?: string) => string | undefined;
  readonly of: (name: string) => string | undefined;
  readonly all: () => Secrets['found'];
  /** The text with every known value masked, and what looks like a secret. */
  readonly mask: (text: string) => string;
}
/** Shorter ones are not secrets, and would be found inside other words. */
const LEAST = 6;
export const collectValues = (): Values => {
  const byValue = new Map<string, string>();
  // The longest first: a value may be a part of another one.
  const known = (): readonly (readonly [form: string, name: string])[] =>
    [...byValue]
      .filter(([value]) => value.length >= LEAST)
      .flatMap(([value, name]) => formsOf(value).map((form) => [form, name] as const))
      .filter(([form]) => form.length >= LEAST)
      .toSorted(([a], [b]) => b.length - a.length);
  const mask = (text: string): string => {
    let out = text;
    for (const [form, name] of known()) out = out.replaceAll(form, `[${name}]`);
    return out.replace(LOOKS_SECRET, '$1[masked]').replace(LONG, '[masked]');
  };
  return {
    name: (value, hint = 'value') => {
      if (value === undefined || value === '') return undefined;
      const name = byValue.get(value) ?? `${hint}-${byValue.size + 1}`;
      byValue.set(value, name);
      return name;
    },
    of: (name) => [...byValue].find(([, each]) => each === name)?.[0],
    all: () => [...byValue].map(([value, name]) => ({ name, value })),
    mask,
  };
};
const LOOKS_SECRET =
  /((?:[A-Za-z_-]*(?:token|passw(?:or)?d|secret|api[_-]?key)|bearer)["']?\s*[=:\s]\s*["']?)(?![[$])[^\s"',;&]{6,}/gi;
const LONG = /(?<![\w+/=-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[A-Za-z0-9+_=-]{40,}(?![\w+/=-])/g;

/** Only who made the one-time key can open it. */
export const seal = (key: string, secrets: Secrets): Sealed => {
  const theirs = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const own = publicKey.export({ format: 'der', type: 'spki' });
  const shared = diffieHellman({ privateKey, publicKey: theirs });
  const secret = Buffer.from(hkdfSync('sha256', shared, own, 'ir host secrets 1', 32));
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce);
  const text = Buffer.concat([cipher.update(JSON.stringify(secrets)), cipher.final()]);
  const [k, n, t, g] = [own, nonce, text, cipher.getAuthTag()].map((bytes) => bytes.toString('base64'));
  return { key: k ?? '', nonce: n ?? '', text: t ?? '', tag: g ?? '' };
};
