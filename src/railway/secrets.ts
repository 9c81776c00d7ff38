import { registerSecret } from '../redact/index.ts';

/** Names under which services keep credentials. */
const CREDENTIAL =
  /(?:TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?|WEBHOOK_URL|_DSN|_KEY)$/i;
/** `postgres://user:password@host/…` */
const HOLDS_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^\s/@:]*:[^\s/@]+@/i;
const SHORTEST = 6;

/** Whether a variable holds something that lets somebody in somewhere. Railway's own variables hold none. */
export const isCredential = (name: string, value: string): boolean =>
  !name.startsWith('RAILWAY_') &&
  value.trim().length >= SHORTEST &&
  (CREDENTIAL.test(name) || HOLDS_PASSWORD.test(value));

/** From here on none of these values passes into a journal, an output or a document. */
export const registerAll = (variables: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(variables))
    if (isCredential(name, value)) registerSecret(value.trim(), 'railway-variable');
};
