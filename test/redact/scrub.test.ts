import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { forgetSecrets, registerSecret, scrub, scrubText } from '../../src/redact/index.ts';

afterEach(forgetSecrets);

const chars = (alphabet: string, length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64URL = `${BASE64.slice(0, 62)}-_`;
const HEX = '0123456789abcdef';
/** What `openssl rand` and AWS make: random, so all kinds of character are in it. */
const mixed = (text: string): boolean => {
  const kinds = (text.match(/[a-z]/g)?.length ?? 0) > 5 && (text.match(/[A-Z]/g)?.length ?? 0) > 5;
  const changes = text.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[a-z0-9])|\d(?=[A-Za-z])/g)?.length ?? 0;
  return kinds && /\d/.test(text) && changes >= text.length * 0.45 && new Set(text).size > text.length * 0.55;
};
const secretKey = chars(BASE64, 40).filter(mixed);
const keyId = chars('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16).map((rest) => `AKIA${rest}`);
const REDACTED = /\[redacted:[\w-]+:[0-9a-f]{12}\]/;

const gone = (value: unknown, secret: string): void => {
  const text = JSON.stringify(scrub(value));
  expect(text).not.toContain(secret);
  expect(text).toMatch(REDACTED);
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
        gone(value, secret);
        expect(JSON.stringify(scrub(value))).toContain(id);
      }
    }),
    { numRuns: 300 },
  );
});

test.for<[string, fc.Arbitrary<string>]>([
  ['openssl rand -hex 24', chars(HEX, 48).filter((text) => /\d/.test(text) && /[a-f]/.test(text))],
  ['openssl rand -base64 48', chars(BASE64, 64).filter(mixed)],
  [
    'openssl rand -base64 32',
    chars(BASE64, 43)
      .filter(mixed)
      .map((text) => `${text}=`),
  ],
  ['randomBytes(48) as base64url', chars(BASE64URL, 64).filter((text) => mixed(text) && /^\w.*\w$/.test(text))],
])('a gateway token made by %s goes, with nothing around it to tell', ([, token]) => {
  fc.assert(
    fc.property(token, (secret) => {
      gone(secret, secret);
      gone({ output: `gateway up\n${secret}\ndone` }, secret);
      gone([`"${secret}"`], secret);
    }),
    { numRuns: 300 },
  );
});

const anyToken = chars(`${BASE64URL}.~`, 20).filter(
  (text) => /\d/.test(text) && /[a-z]/i.test(text) && /^\w.*\w$/.test(text),
);
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
        gone(text, secret);
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
  for (const value of [secret, `before ${secret} after`, { log: [secret] }, `a "${secret}"`]) gone(value, secret);
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
  expect(text.match(/\[redacted:/g)).toHaveLength(7);
});
