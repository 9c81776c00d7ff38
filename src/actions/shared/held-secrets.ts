import type { Secrets } from '../../host/index.ts';
import { registerSecret } from '../../redact/index.ts';

/** What one answer of a host held sealed: values by their names in that answer. */
export interface Opened {
  readonly valueOf: (name: string) => string | undefined;
  /** By gateway: the token that this case has made. */
  readonly made: ReadonlyMap<string, string>;
}
/** What this process knows of a case's secrets: memory only, and gone with it. The host seals them again when asked. */
export interface HeldSecrets {
  readonly leaked: Set<string>;
  readonly made: Map<string, string>;
}
const byCase = new Map<string, HeldSecrets>();
export const heldBy = (caseId: string): HeldSecrets => {
  const held = byCase.get(caseId) ?? { leaked: new Set(), made: new Map() };
  byCase.set(caseId, held);
  return held;
};
const KINDS: Readonly<Record<string, string>> = { token: 'gateway-token', device: 'device-token', key: 'credential' };

/** From here on, none of these values passes into a journal, an output or a document. */
export const takeIn = (caseId: string, secrets: Secrets): Opened => {
  const values = new Map(secrets.found.map(({ name, value }) => [name, value]));
  const made = new Map(Object.entries(secrets.made));
  for (const [name, value] of values) registerSecret(value, KINDS[name.replace(/-\d+$/, '')] ?? 'secret');
  const held = heldBy(caseId);
  for (const [id, value] of made) {
    registerSecret(value, 'gateway-token');
    held.made.set(id, value);
  }
  return { valueOf: (name) => values.get(name), made };
};
