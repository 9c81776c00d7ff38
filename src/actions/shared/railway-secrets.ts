import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Aws } from '../../aws/index.ts';
import type { TokenFormat } from '../../host/index.ts';
import type { Use } from '../../language/index.ts';
import { registerSecret } from '../../redact/index.ts';
import type { At } from './railway-place.ts';
import { SETUP, type Variables } from './railway-variables.ts';

/** What this process knows of a case's secrets: memory only, and gone with it. */
export interface Known {
  readonly tokens: Set<string>;
  readonly passwords: Set<string>;
  /** Made, and perhaps not set yet. */
  token?: string;
  password?: string;
}
const byCase = new Map<string, Known>();
export const knownOf = ({ caseId }: Use): Known => {
  const known = byCase.get(caseId) ?? { tokens: new Set(), passwords: new Set() };
  byCase.set(caseId, known);
  return known;
};

const FORMATS: Readonly<Record<TokenFormat, readonly [bytes: number, encoding: 'hex' | 'base64']>> = {
  'hex-24': [24, 'hex'],
  'base64-32': [32, 'base64'],
  'base64-48': [48, 'base64'],
};
/** Here and not on Railway: nothing there makes one. It leaves this process over standard input only. */
export const makeSecret = (format: TokenFormat): string => {
  const [bytes, encoding] = FORMATS[format];
  const made = randomBytes(bytes).toString(encoding);
  registerSecret(made, 'gateway-token');
  return made;
};

/** Remembers what leaked, as the variables still have it. */
export const learn = (known: Known, variables: Variables, names: readonly string[]): void => {
  for (const name of names) {
    const value = variables[name]?.trim() ?? '';
    if (value === '') continue;
    registerSecret(value, name === SETUP ? 'password' : 'gateway-token');
    (name === SETUP ? known.passwords : known.tokens).add(value);
  }
};

const keyOf = (token: string, { caseId }: Use): Buffer =>
  Buffer.from(hkdfSync('sha256', token, caseId, 'ir: what leaked', 32));
const NONCE = 12;
const TAG = 16;
/**
 * What leaked, sealed with the new token, so that it can still be asked for at the doors after a crash: only who may read
 * the token in force can open it, and is let in further by that than by what is inside.
 */
export const seal = ({ tokens, passwords }: Known, token: string, use: Use): string => {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyOf(token, use), nonce);
  const text = cipher.update(JSON.stringify([[...tokens], [...passwords]]));
  return Buffer.concat([nonce, text, cipher.final(), cipher.getAuthTag()]).toString('hex');
};
/** Nothing is learnt from what another token has sealed. */
export const unseal = (known: Known, sealed: string | undefined, token: string, use: Use): void => {
  if (sealed === undefined) return;
  const bytes = Buffer.from(sealed, 'hex');
  try {
    const cipher = createDecipheriv('aes-256-gcm', keyOf(token, use), bytes.subarray(0, NONCE));
    cipher.setAuthTag(bytes.subarray(-TAG));
    const text = Buffer.concat([cipher.update(bytes.subarray(NONCE, -TAG)), cipher.final()]);
    const [tokens, passwords] = JSON.parse(text.toString()) as [string[], string[]];
    for (const [values, into] of [
      [tokens, known.tokens],
      [passwords, known.passwords],
    ] as const)
      for (const value of values) {
        registerSecret(value, 'gateway-token');
        into.add(value);
      }
  } catch {
    // Sealed with a token that was never put in force: a crash came between making and setting it.
  }
};

/** How a rotation that has ended is found again. */
export interface Rotated {
  readonly names: readonly string[];
  readonly fingerprint: string;
  readonly setupFingerprint?: string | undefined;
  readonly sealed?: string | undefined;
}
/** The case's secrets, of which this process may know nothing: the new ones are in the variables, and open the others. */
export const recall = async (
  aws: Aws<'railway:variable-list'>,
  at: At,
  { names, fingerprint, setupFingerprint, sealed }: Rotated,
  use: Use,
): Promise<Known> => {
  const known = knownOf(use);
  const variables = await aws('railway:variable-list', at);
  const find = (from: readonly string[], print: string | undefined): string | undefined =>
    from.map((name) => variables[name]).find((value) => value !== undefined && use.fingerprint(value) === print);
  const token = find(names, fingerprint);
  const password = find([SETUP], setupFingerprint);
  if (token !== undefined) {
    known.token = token;
    unseal(known, sealed, token, use);
  }
  if (password !== undefined) known.password = password;
  return known;
};
