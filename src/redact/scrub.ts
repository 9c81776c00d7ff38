import { isMarker, marker, PROCESS_SALT } from './fingerprint.ts';
import { isNoSecret, nameSays } from './names.ts';
import { applyPattern, PATTERNS, WORTH_A_LOOK } from './patterns.ts';
import { hasKeyId, scrubBesideKeyId, scrubRandom } from './random.ts';
import { scrubRegistered } from './registered.ts';

/** What is known of a text from where it stands. */
interface Place {
  readonly salt: string;
  /** What the name of the member says that holds it. */
  readonly says: ReturnType<typeof nameSays>;
  /** An access key id stands in the same text, record or list. */
  readonly keyId: boolean;
}
const SHORTEST_PATTERN = 8;
const SHORTEST_KEY = 40;

const MARKED = /(\[redacted:[\w-]*:[0-9a-f]*\])/;
/** What is redacted already stays as it is. */
const outsideMarkers = (text: string, change: (part: string) => string): string =>
  text.includes('[redacted:')
    ? text
        .split(MARKED)
        .map((part, at) => (at % 2 === 1 ? part : change(part)))
        .join('')
    : change(text);

const scrubString = (text: string, { salt, says, keyId }: Place): string => {
  const mark = (kind: string, secret: string): string => marker(kind, secret, salt);
  let out = scrubRegistered(text, salt);
  if (says === 'secret' && !isNoSecret(out)) return isMarker(out) ? out : mark('secret', out);
  if (out.length < SHORTEST_PATTERN) return out;
  if (WORTH_A_LOOK.test(out))
    for (const pattern of PATTERNS) out = outsideMarkers(out, (part) => applyPattern(part, pattern, mark));
  if (out.length < SHORTEST_KEY) return out;
  if (keyId || hasKeyId(out)) out = outsideMarkers(out, (part) => scrubBesideKeyId(part, mark));
  return says === 'id' ? out : outsideMarkers(out, (part) => scrubRandom(part, mark));
};

const DEEPEST = 100;
const scrubValue = (value: unknown, place: Place, around: readonly object[]): unknown => {
  switch (typeof value) {
    case 'string':
      return scrubString(value, place);
    case 'number':
    case 'boolean':
      return value;
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? null : scrubObject(value, place, around);
    default:
      return undefined;
  }
};
const scrubObject = (value: object, place: Place, around: readonly object[]): unknown => {
  if (around.includes(value)) return '[circular]';
  if (around.length === DEEPEST) return '[too deep]';
  const inside = [...around, value];
  if ('toJSON' in value && typeof value.toJSON === 'function') return scrubValue(value.toJSON(), place, inside);
  if (Array.isArray(value)) {
    const keyId = value.some(hasKeyId);
    return value.map((item: unknown) => scrubValue(item, { ...place, keyId }, inside) ?? null);
  }
  const members = Object.entries(value);
  const keyId = members.some(([, member]) => hasKeyId(member));
  const out: Record<string, unknown> = {};
  for (const [name, member] of members) {
    const scrubbed = scrubValue(member, { salt: place.salt, says: nameSays(name), keyId }, inside);
    if (scrubbed === undefined) continue;
    const key = scrubString(name, { salt: place.salt, says: 'nothing', keyId: false });
    // Assigning to `__proto__` would set the prototype.
    if (key === '__proto__')
      Object.defineProperty(out, key, { value: scrubbed, enumerable: true, configurable: true, writable: true });
    else out[key] = scrubbed;
  }
  return out;
};

/**
 * A deep copy, as JSON would make it, in which secrets are replaced by `[redacted:<kind>:<fingerprint>]`. Finds what
 * was registered, what looks like a secret, and what stands under a secret's name. Ids, ARNs, hashes and access key
 * *ids* stay. Scrubbing twice changes nothing more.
 */
export const scrub = <T>(value: T, salt: string = PROCESS_SALT): T =>
  scrubValue(value, { salt, says: 'nothing', keyId: false }, []) as T;

/** The same for one text. */
export const scrubText = (text: string, salt: string = PROCESS_SALT): string =>
  scrubString(text, { salt, says: 'nothing', keyId: false });
