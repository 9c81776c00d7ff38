import { randomBytes } from './random.ts';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { fingerprint, forgetSecrets, registerSecret, scrub, scrubText } from '../../src/redact/index.ts';

afterEach(forgetSecrets);

const forms = (secret: string): Readonly<Record<string, string>> => ({
  raw: secret,
  base64: Buffer.from(secret).toString('base64'),
  'base64, no padding': Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  base64url: Buffer.from(secret).toString('base64url'),
  hex: Buffer.from(secret).toString('hex'),
  HEX: Buffer.from(secret).toString('hex').toUpperCase(),
  url: encodeURIComponent(secret),
  form: new URLSearchParams({ q: secret }).toString().slice(2),
  json: JSON.stringify(secret).slice(1, -1),
  'json in json': JSON.stringify(JSON.stringify(secret)).slice(3, -3),
});

test('a known secret is found in every form, alone and inside other text, also under any name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 8, maxLength: 60 }), (secret) => {
      // Of blanks and the like a form can be what any text is made of.
      fc.pre(
        secret.trim().length >= 8 && !secret.includes('[redacted') && !'[redacted:kind:0123456789ab]'.includes(secret),
      );
      forgetSecrets();
      registerSecret(secret, 'kind');
      for (const [name, form] of Object.entries(forms(secret)))
        for (const text of [form, `…${form}…`, `é ${form}`]) {
          const scrubbed = scrub({ [`${name} ${form}`]: text });
          expect(JSON.stringify(scrubbed)).not.toContain(form);
          expect(JSON.stringify(scrubbed)).toContain('[redacted:');
        }
    }),
    { numRuns: 500 },
  );
});

test('inside something that was encoded whole, at any offset, a known secret is found', () => {
  const secret = 'z9Q2-canary-K4x7Lp0W';
  registerSecret(secret);
  for (const before of ['', 'a', 'ab', 'abc', '{"token":"']) {
    const text = Buffer.from(`${before}${secret}"} and more`).toString('base64');
    const left = Buffer.from(scrubText(text).replaceAll(/\[redacted:[^\]]*\]/g, '    '), 'base64').toString('latin1');
    expect(left).not.toContain('canary-K4x7');
  }
});

test('any part of 12 characters of a random secret is found', () => {
  fc.assert(
    fc.property(
      randomBytes(36).map((bytes) => bytes.toString('base64url')),
      fc.nat(),
      (secret, at) => {
        forgetSecrets();
        registerSecret(secret);
        const from = at % (secret.length - 12);
        const part = secret.slice(from, from + 12);
        expect(scrubText(`cut off: ${part}`)).not.toContain(part);
      },
    ),
    { numRuns: 1000 },
  );
});

test('also of a random secret that changes seldom between kinds of character', () => {
  registerSecret('SBx7BUHHpoarfgxFFAWSJFzRr6DAGUwwcLpFIW_RRS_FSkxz');
  expect(scrubText('cut off: pFIW_RRS_FSk')).not.toContain('FIW_RRS_');
  registerSecret('deadbeefcafe12345678fadedaccede0fadedfacade99999');
  expect(scrubText('cut off: beefcafe1234')).not.toContain('beefcafe');
});

test('words that stand in a known secret stay where they stand alone', () => {
  registerSecret('moltbot-gateway-token-2026-11-20-x7Kq9LmP');
  const text = 'moltbot gateway-token, gateway-token-rotation, 2026-11-20 08:12, gateway';
  expect(scrubText(text)).toBe(text);
  expect(scrubText('it is moltbot-gateway-token-2026-11-20-x7Kq9LmP')).toMatch(/^it is \[redacted:secret:\w+\]$/);
});

test('a short secret is only found as a whole value', () => {
  registerSecret('abc12');
  expect(scrub(['abc12', 'i-abc12', 'abc123'])).toEqual([expect.stringMatching(/^\[redacted:/), 'i-abc12', 'abc123']);
  registerSecret('');
  expect(scrub('')).toBe('');
});

test('a fingerprint is salted, short, and the same for every form of a secret', () => {
  const secret = 'K4x7Lp0W-z9Q2canary';
  registerSecret(secret, 'gateway-token');
  const expected = `[redacted:gateway-token:${fingerprint(secret, 'one')}]`;
  for (const [name, form] of Object.entries(forms(secret)))
    expect(`${name} ${scrubText(form, 'one')}`).toBe(`${name} ${expected}`);
  expect(fingerprint(secret, 'one')).toMatch(/^[0-9a-f]{12}$/);
  expect(fingerprint(secret, 'two')).not.toBe(fingerprint(secret, 'one'));
  expect(scrubText(secret, 'two')).not.toBe(expected);
});

test('nothing of a secret stays in the memory of what was scrubbed', () => {
  registerSecret('K4x7Lp0W-z9Q2canary');
  const packed = gzipSync(JSON.stringify(scrub({ a: 'K4x7Lp0W-z9Q2canary', b: ['x K4x7Lp0W-z9Q2canary y'] })));
  expect(gunzipSync(packed).toString()).not.toContain('K4x7Lp0W');
});
