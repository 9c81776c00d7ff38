import { createHash, randomBytes } from 'node:crypto';

/** Tells two secrets apart, and one from itself later, without saying what it is: 12 hex of sha256(salt‖secret). */
export const fingerprint = (secret: string, salt: string): string =>
  createHash('sha256').update(salt).update(secret).digest('hex').slice(0, 12);

/** Where no case gives its own salt: fingerprints then compare only within this process. */
export const PROCESS_SALT: string = randomBytes(16).toString('hex');

/** What stands in place of a secret. */
export const marker = (kind: string, secret: string, salt: string): string =>
  `[redacted:${kind}:${fingerprint(secret, salt)}]`;
export const isMarker = (text: string): boolean => /^\[redacted:[\w-]*:[0-9a-f]*\]$/.test(text);
