import { createDecipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync } from 'node:crypto';
import type { Sealed, Secrets } from '../../host/index.ts';

/** A key for one answer: what a host seals to it, nobody else opens, and nothing of it is ever written. */
export interface OneTimeKey {
  /** X25519, SPKI, base64: may be seen by anybody. */
  readonly shown: string;
  readonly open: (sealed: Sealed) => Secrets;
}
export const makeOneTimeKey = (): OneTimeKey => {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const open = (sealed: Sealed): Secrets => {
    const [theirs, nonce, text, tag] = [sealed.key, sealed.nonce, sealed.text, sealed.tag].map((part) =>
      Buffer.from(part, 'base64'),
    ) as [Buffer, Buffer, Buffer, Buffer];
    const shared = diffieHellman({
      privateKey,
      publicKey: createPublicKey({ key: theirs, format: 'der', type: 'spki' }),
    });
    const key = Buffer.from(hkdfSync('sha256', shared, theirs, 'ir host secrets 1', 32));
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
    decipher.setAuthTag(tag);
    return JSON.parse(Buffer.concat([decipher.update(text), decipher.final()]).toString()) as Secrets;
  };
  return { shown: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'), open };
};
