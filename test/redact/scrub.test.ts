import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scrub, scrubText } from '../../src/redact/index.ts';
import { bytesOf, randomBytes } from './random.ts';

const secretKey = randomBytes(30).map((bytes) => bytes.toString('base64'));
const keyId = randomBytes(16).map(
  (bytes) => `AKIA${[...bytes].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('')}`,
);
const REDACTED = /\[redacted:[\w-]+:[0-9a-f]{12}\]/;

/** What is left of a value: the secret must not be, and something must stand in its place. */
const left = (value: unknown, secret: string): string => {
  const text = JSON.stringify(scrub(value));
  return text.includes(secret) || !REDACTED.test(text) ? `still there: ${text}` : 'gone';
};

test('a secret access key goes and its key id stays, wherever the two stand together', () => {
  fc.assert(
    fc.property(secretKey, keyId, (secret, id) => {
      for (const value of [
        { AccessKeyId: id, SecretAccessKey: secret },
        { id, other: secret },
        [id, secret],
        `${id} ${secret}`,
        `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`,
        `export AWS_ACCESS_KEY_ID=${id}; export AWS_SECRET_ACCESS_KEY="${secret}"`,
        `<AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey>`,
        { text: JSON.stringify(JSON.stringify({ Credentials: { AccessKeyId: id, SecretAccessKey: secret } })) },
      ]) {
        expect(left(value, secret)).toBe('gone');
        expect(JSON.stringify(scrub(value))).toContain(id);
      }
    }),
    { numRuns: 300 },
  );
});

test.for<[string, number, 'hex' | 'base64' | 'base64url', number]>([
  ['openssl rand -hex 24', 24, 'hex', 0],
  ['openssl rand -base64 48', 48, 'base64', 5],
  ['openssl rand -base64 32', 32, 'base64', 30],
  ['randomBytes(48) as base64url', 48, 'base64url', 5],
  ['AWS', 30, 'base64', 30],
])('of 10,000 tokens made by %s, with nothing around them to tell, hardly any stays', ([, length, form, most]) => {
  let missed = 0;
  for (let seed = 0; seed < 10_000; seed += 1) {
    const secret = bytesOf(seed, length).toString(form);
    if (scrubText(secret) === secret || scrubText(`gateway up\n${secret}\ndone`).includes(secret)) missed += 1;
  }
  // A few have no digit, or look like a name.
  expect(missed).toBeLessThanOrEqual(most);
});

const anyToken = randomBytes(15)
  .map((bytes) => bytes.toString('base64url'))
  .filter((text) => /\d/.test(text) && /^\w.*\w$/.test(text));
test('whatever stands where a token stands goes', () => {
  fc.assert(
    fc.property(anyToken, (secret) => {
      for (const text of [
        `Authorization: Bearer ${secret}`,
        `curl -H 'authorization: token ${secret}' https://gw`,
        `{"headers":{"Authorization":"Bearer ${secret}"}}`,
        `with bearer ${secret} from 10.0.1.17`,
        `http://localhost:18789/?token=${secret}`,
        `https://gw.example.com/chat?session=main&token=${secret}&x=1#top`,
        `https://gw.example.com/#token=${secret}`,
        `wss://alice:${secret}@gw.example.com/`,
        `CLAWDBOT_GATEWAY_TOKEN=${secret}`,
        `Environment="OPENCLAW_GATEWAY_TOKEN=${secret}"`,
        `gateway:\n  auth:\n    token: ${secret}\n`,
        `{"gateway":{"auth":{"mode":"token","token":"${secret}"}}}`,
        `X-Amz-Security-Token: ${secret}`,
        `Set-Cookie: __Host-session=${secret}; Secure`,
        `password = '${secret}'`,
      ])
        expect(left(text, secret)).toBe('gone');
    }),
    { numRuns: 200 },
  );
});

test.for([
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  'xoxb-123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx',
  'sk-ant-api03-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789',
  'bot123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc',
  'IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLXdlc3QtMiJHMEUCIQDabcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJK==',
  'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\nAAAA\n-----END OPENSSH PRIVATE KEY-----',
  '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA cut short',
])('a secret that is told by its look goes: %s', (secret) => {
  for (const value of [secret, `before ${secret} after`, { log: [secret] }, `a "${secret}"`])
    expect(left(value, secret)).toBe('gone');
  expect(scrubText(`before ${secret}`)).toMatch(/^before \[redacted:[\w-]+:[0-9a-f]{12}\]$/);
});

test('what stands under the name of a secret goes, whatever it looks like', () => {
  const value = {
    SecretAccessKey: 'short-1',
    sessionToken: 'abc-123',
    'x-amz-security-token': 'abc-123',
    headers: { Authorization: 'Basic abc', cookie: 'a=b12345' },
    gateway: { auth: { token: 'letmein99', password: 'hunter22' } },
    OPENCLAW_GATEWAY_PASSWORD: 'correct-horse',
  };
  const text = JSON.stringify(scrub(value));
  expect(text).not.toMatch(/short-1|abc|a=b12345|letmein|hunter|horse/);
  expect(text.match(/\[redacted:/g)).toHaveLength(8);
});
