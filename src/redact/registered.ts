import { formsOf, isRandom, isTelling, PART } from './forms.ts';
import { marker } from './fingerprint.ts';

interface Known {
  readonly kind: string;
  readonly secret: string;
}
/** Secrets that this process made or opened. Memory only: nothing here is ever written. */
const whole = new Map<string, Known>();
/** Forms by their first 8 characters, longest first: found anywhere in a text. */
const heads = new Map<string, (readonly [form: string, known: Known])[]>();
/** Telling runs of 8 characters of any form: what is left of a secret that was cut. */
const parts = new Map<string, Known>();
/** Which runs of 8 characters are worth a look, by a cheap hash. */
const seen = new Uint8Array(1 << 16);
const slot = (text: string, at: number): number =>
  (Math.imul(text.charCodeAt(at), 0x9e35) ^
    Math.imul(text.charCodeAt(at + 2), 0x85eb) ^
    Math.imul(text.charCodeAt(at + 5), 0xc2b3) ^
    Math.imul(text.charCodeAt(at + 7), 0x27d5)) &
  0xffff;

/**
 * From now on this value is found wherever it turns up: raw, base64, hex, URL-encoded, JSON-escaped, or cut. One of
 * fewer than 8 characters is found only where it is the whole value: it would turn up inside other words.
 */
export const registerSecret = (secret: string, kind = 'secret'): void => {
  const known: Known = { kind, secret };
  for (const form of formsOf(secret)) {
    if (!whole.has(form)) whole.set(form, known);
    const random = isRandom(form);
    for (let at = 0; at + PART <= form.length; at += 1) {
      const part = form.slice(at, at + PART);
      const telling = random || isTelling(part);
      if (at === 0)
        heads.set(
          part,
          [...(heads.get(part) ?? []), [form, known] as const].toSorted(([a], [b]) => b.length - a.length),
        );
      if (telling && !parts.has(part)) parts.set(part, known);
      if (telling || at === 0) seen[slot(form, at)] = 1;
    }
  }
};
/** For tests: nothing is known any longer. */
export const forgetSecrets = (): void => {
  for (const map of [whole, heads, parts]) map.clear();
  seen.fill(0);
};

/** Replaces each registered secret, and what is left of one. */
export const scrubRegistered = (text: string, salt: string): string => {
  if (whole.size === 0) return text;
  const exact = whole.get(text);
  if (exact) return marker(exact.kind, exact.secret, salt);
  let out = '';
  let copied = 0;
  for (let at = 0; at + PART <= text.length; at += 1) {
    if (seen[slot(text, at)] === 0) continue;
    const found = matchAt(text, at);
    if (!found) continue;
    out += text.slice(copied, at) + marker(found.known.kind, found.known.secret, salt);
    copied = found.end;
    at = found.end - 1;
  }
  return copied === 0 ? text : out + text.slice(copied);
};
const matchAt = (text: string, at: number): { readonly known: Known; readonly end: number } | undefined => {
  const part = text.slice(at, at + PART);
  const form = heads.get(part)?.find(([candidate]) => text.startsWith(candidate, at));
  let known = form?.[1];
  let end = at + (form?.[0].length ?? 0);
  if (!known) {
    known = parts.get(part);
    end = at + PART;
  }
  if (!known) return undefined;
  while (end < text.length && parts.has(text.slice(end + 1 - PART, end + 1))) end += 1;
  return { known, end };
};
