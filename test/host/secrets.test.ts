import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeOneTimeKey } from '../../src/actions/shared/one-time-key.ts';
import { collectValues, seal } from '../../src/host/program/secrets.ts';
import { randomBytes } from '../redact/random.ts';

const formats: readonly (readonly [string, fc.Arbitrary<string>])[] = [
  ['hex-24', randomBytes(24).map((bytes) => bytes.toString('hex'))],
  ['base64-32', randomBytes(32).map((bytes) => bytes.toString('base64'))],
  ['base64-48', randomBytes(48).map((bytes) => bytes.toString('base64'))],
  [
    'a password',
    fc
      .string({ unit: fc.constantFrom(...Array.from('abcXYZ019 !"\'\\/<>&%$é字')), minLength: 10, maxLength: 24 })
      .filter((text) => text.trim() === text),
  ],
];
/** As it may stand in somebody's log. */
const forms: readonly (readonly [string, (value: string) => string])[] = [
  ['raw', (value) => value],
  ['base64', (value) => Buffer.from(value).toString('base64')],
  ['base64 for URLs', (value) => Buffer.from(value).toString('base64url')],
  ['hex', (value) => Buffer.from(value).toString('hex')],
  ['HEX', (value) => Buffer.from(value).toString('hex').toUpperCase()],
  ['URL-encoded', encodeURIComponent],
  ['url-encoded', (value) => encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase())],
  ['form-encoded', (value) => new URLSearchParams([['', value]]).toString().slice(1)],
  ['JSON-escaped', (value) => JSON.stringify(value).slice(1, -1)],
  ['JSON in JSON', (value) => JSON.stringify(JSON.stringify(value).slice(1, -1)).slice(1, -1)],
  [
    'with \\/',
    (value) =>
      JSON.stringify(value)
        .slice(1, -1)
        .replaceAll('/', String.raw`\/`),
  ],
];
const around: readonly (readonly [string, (form: string) => string])[] = [
  ['alone', (form) => form],
  ['in a sentence', (form) => `it said ${form}, and no more`],
  ['in a link', (form) => `GET /?token=${form} HTTP/1.1`],
  ['in JSON', (form) => `{"authorization":"Bearer ${form}","n":1}`],
  ['between slashes', (form) => `/a/${form}/b`],
];

describe('what leaves the host in clear', () => {
  test.each(formats.flatMap(([kind, one]) => forms.map(([form, of]) => [kind, form, one, of] as const)))(
    '%s, %s: a value that is known stands in it no more',
    (_, __, one, of) => {
      fc.assert(
        fc.property(one, (value) => {
          const values = collectValues();
          values.name(value, 'token');
          for (const [, into] of around) expect(values.mask(into(of(value)))).not.toContain(of(value));
        }),
        { numRuns: 25 },
      );
    },
  );
  test.each([8, 9, 10, 11, 24])('%i bytes: nor where it was encoded with what stood beside it', (length) => {
    fc.assert(
      fc.property(randomBytes(length), fc.nat(2), (bytes, before) => {
        const value = bytes.toString('hex');
        const values = collectValues();
        values.name(value, 'token');
        const whole = Buffer.from(`${'u'.repeat(before)}ser:${value}:x`).toString('base64');
        const masked = values.mask(`/${whole}/`);
        // Any four characters stand for three of the value.
        for (let at = 8; at + 8 < whole.length - 4; at += 4) expect(masked).not.toContain(whole.slice(at, at + 8));
      }),
      { numRuns: 30 },
    );
  });
  test.each([
    ['a token nobody has named', '{"token":"0123456789abcdef01"}', '0123456789abcdef01'],
    ['a key of a provider', 'OPENAI_API_KEY=sk-proj-abcdefgh12345678', 'sk-proj-abcdefgh12345678'],
    ['a bearer', 'Authorization: Bearer abcdefgh12345678', 'abcdefgh12345678'],
    ['a long run of random characters', `it was ${'a1B2c3D4'.repeat(6)}.`, 'a1B2c3D4a1B2c3D4'],
  ])('%s is masked by its looks', (_, text, secret) => {
    expect(collectValues().mask(text)).not.toContain(secret);
  });
  test('a short word is no secret: a text keeps its sense', () => {
    const values = collectValues();
    values.name('gate', 'token');
    expect(values.mask('the gateway was restarted at 12:00 by ubuntu')).toBe(
      'the gateway was restarted at 12:00 by ubuntu',
    );
  });
  test('a value that is a part of another hides neither', () => {
    const values = collectValues();
    values.name('abcdefgh', 'token');
    values.name('abcdefgh-ijklmnop', 'token');
    expect(values.mask('x abcdefgh-ijklmnop y abcdefgh z')).toBe('x [token-2] y [token-1] z');
  });
  test('the same value has one name, an empty one none', () => {
    const values = collectValues();
    expect(values.name('one-value', 'token')).toBe('token-1');
    expect(values.name('one-value', 'device')).toBe('token-1');
    expect(values.name('', 'token')).toBeUndefined();
    expect(values.name(undefined)).toBeUndefined();
    expect(values.of('token-1')).toBe('one-value');
    expect(values.all()).toEqual([{ name: 'token-1', value: 'one-value' }]);
  });
});

describe('what leaves it sealed', () => {
  const secrets = { found: [{ name: 'token-1', value: 'the-leaked-one "é"' }], made: { 'a.service': 'the-new-one' } };
  test('is opened by who made the key, and by nobody else', () => {
    const [mine, theirs] = [makeOneTimeKey(), makeOneTimeKey()];
    const sealed = seal(mine.shown, secrets);
    expect(mine.open(sealed)).toEqual(secrets);
    expect(() => theirs.open(sealed)).toThrow(/authenticate/);
    expect(JSON.stringify(sealed)).not.toMatch(/leaked|new-one/);
  });
  test('is never sealed twice the same way', () => {
    const { shown } = makeOneTimeKey();
    const [one, two] = [seal(shown, secrets), seal(shown, secrets)];
    for (const part of ['key', 'nonce', 'text'] as const) expect(one[part]).not.toBe(two[part]);
  });
  test.each(['nonce', 'text', 'tag', 'key'] as const)('and is refused where its %s was changed on the way', (part) => {
    const key = makeOneTimeKey();
    const sealed = seal(key.shown, secrets);
    const bytes = Buffer.from(sealed[part], 'base64');
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    expect(() => key.open({ ...sealed, [part]: bytes.toString('base64') })).toThrow(/authenticate/);
  });
  test('a shorter tag is no tag', () => {
    const key = makeOneTimeKey();
    const sealed = seal(key.shown, secrets);
    const tag = Buffer.from(sealed.tag, 'base64').subarray(0, 4).toString('base64');
    expect(() => key.open({ ...sealed, tag })).toThrow(/tag/);
  });
});
