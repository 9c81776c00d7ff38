import { randomBytes as someBytes, randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { inert, scrub } from '../../src/redact/index.ts';
import { randomBytes } from './random.ts';

const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: length, maxLength: length });
const upper = (length: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.split('')),
    minLength: length,
    maxLength: length,
  });
const word = fc.constantFrom('prod', 'gateway', 'Compromised', 'instance', 'AdministratorAccess', 'web1', 'us-west-2');
const words = fc.array(word, { minLength: 2, maxLength: 7 });

/** What an incident is made of, and must stay readable. */
const ids: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'instance id': hex(17).map((it) => `i-${it}`),
  'snapshot id': hex(17).map((it) => `snap-${it}`),
  'interface id': hex(17).map((it) => `eni-${it}`),
  sha256: hex(64),
  'git hash': hex(40),
  md5: hex(32),
  sha512: hex(128),
  'access key id': upper(16).chain((it) => fc.constantFrom(`AKIA${it}`, `ASIA${it}`)),
  'role id': upper(17).map((it) => `AROA${it}`),
  ULID: fc.ulid(),
  'request id': fc.uuid(),
  'role ARN': fc
    .tuple(words, upper(12))
    .map(([name, end]) => `arn:aws:iam::111122223333:role/${name.join('-')}-${end}`),
  'load balancer ARN': fc
    .tuple(words, hex(16))
    .map(
      ([name, end]) =>
        `arn:aws:elasticloadbalancing:us-west-2:111122223333:loadbalancer/app/${name.join('')}1X2Y3Z/${end}`,
    ),
  'secret’s ARN': fc
    .tuple(words, fc.constantFrom('AbCdEf', 'x1Y2z3'))
    .map(
      ([name, end]) => `arn:aws:secretsmanager:us-west-2:111122223333:secret:${name.join('/')}/gateway-token-${end}`,
    ),
  'session ARN': fc
    .tuple(words, hex(17))
    .map(([name, end]) => `arn:aws:sts::111122223333:assumed-role/${name.join('-')}/i-${end}`),
  'stack name': fc.tuple(words, upper(13)).map(([name, end]) => `${name.join('-')}-${end}`),
  time: fc.date({ noInvalidDate: true }).map((it) => it.toISOString()),
  address: fc.ipV6(),
  'name of people': words.map((it) => it.join(' ')),
  'S3 key': fc
    .tuple(hex(4), fc.constantFrom('AbCdEfGhIjKlMnOp', 'x9Kq2LmPz7RtWv3Y'))
    .map(
      ([a, end]) =>
        `AWSLogs/111122223333/CloudTrail/us-west-2/2026/11/20/111122223333_CloudTrail_us-west-2_20261120T0${a}Z_${end}.json.gz`,
    ),
  'ARN with a random name': randomBytes(33).map(
    (it) => `arn:aws:sts::111122223333:assumed-role/web/${it.toString('base64url')}`,
  ),
};
test.for(Object.entries(ids))('%s stays', ([, id]) => {
  fc.assert(
    fc.property(id, (text) => {
      const value = { [text]: text, list: [text], line: `before ${text} after`, json: JSON.stringify({ it: text }) };
      expect(scrub(value)).toEqual(value);
    }),
    { numRuns: 500 },
  );
});

test.for([
  { tokens: { httpTokens: 'required', HttpPutResponseHopLimit: 1 } },
  { NextToken: 'eyJ2IjoiMiIsImMiOiJQbUJ2', ClientToken: 'ir-01M7W54TMCH03DY9M0M77XQT5W', nonce: randomUUID() },
  { extendedRequestId: someBytes(48).toString('base64'), sha256: 'a'.repeat(64), fingerprint: '0123456789ab' },
  {
    asks: { token: 'text', password: 'text', gatewayToken: 'text or none' },
    proof: { token: 'Where is the new token kept?' },
  },
  { token: { $ref: 'rotate.fingerprint' }, secret: 'moltbot/gateway-token', secretName: 'ir/CI-4M9T/gateway-token' },
  { token: 'arn:aws:secretsmanager:us-west-2:111122223333:secret:moltbot/gateway-token-AbCdEf' },
  { says: 'Token: dead, proven. Old token refused by door A; new token: accepted. The bearer is a full operator.' },
  {
    says: 'gateway.auth.mode = token, password: none; token=${CLAWDBOT_GATEWAY_TOKEN}; session token expires at 12:00',
  },
  {
    says: 'The password is not known; rotate the API key: by hand. Secret: see Secrets Manager. new token: 0123456789ab',
  },
  {
    says: 'ir release CI-4M9T --only isolate/move-the-interfaces; ClientRequestToken=0f0e0d0c-1111-2222-3333-444455556666',
  },
  {
    url: 'https://us-west-2.console.aws.amazon.com/ec2/home?region=us-west-2#InstanceDetails:instanceId=i-0ab12cd34ef567890',
  },
  {
    operator: 'alice@example.com',
    author:
      'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/alice@example.com',
  },
  { digest: 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' },
])('ordinary things stay as they are: %j', (value) => {
  expect(scrub(value)).toEqual(value);
});

test('whatever JSON it is given, a second scrubbing changes nothing more, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const once = scrub(value);
      expect(scrub(once)).toEqual(once);
      expect(JSON.parse(JSON.stringify(once))).toEqual(JSON.parse(JSON.stringify(once)));
    }),
    { numRuns: 2000 },
  );
  const piece = fc.constantFrom(
    'token=',
    'Bearer ',
    '[redacted:',
    ':',
    ']',
    'abc123def456',
    'AKIA',
    'password: ',
    ' ',
    '"',
    '\\',
    'eyJhbGciOi.',
    '-----BEGIN PRIVATE KEY-----',
    '?',
    '&',
    '://',
    '@',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const once = scrub(pieces.join(''));
      expect(scrub(once)).toBe(once);
    }),
    { numRuns: 5000 },
  );
});

test('the copy shares nothing with the original, as JSON would make it', () => {
  const shared = { a: [1] };
  const circular: Record<string, unknown> = {
    shared,
    again: shared,
    at: new Date(0),
    absent: undefined,
    call: () => 1,
    big: 10n,
  };
  circular['self'] = circular;
  const copy = scrub(circular);
  expect(copy).toEqual({
    shared: { a: [1] },
    again: { a: [1] },
    at: '1970-01-01T00:00:00.000Z',
    big: '10',
    self: '[circular]',
  });
  expect(copy['shared']).not.toBe(shared);
  const polluting = JSON.parse('{"__proto__": {"polluted": true}}') as object;
  expect(Object.getPrototypeOf(scrub(polluting))).toBe(Object.prototype);
  expect(JSON.stringify(scrub(polluting))).toBe('{"__proto__":{"polluted":true}}');
});

test('text made to keep a pattern busy is done at once', () => {
  const long = 50_000;
  const evil = [
    '?a.',
    'A.a',
    'eyJ-',
    'xoxa.',
    '.abcdef.',
    'token',
    'token=',
    'x_token ',
    'authorization: ',
    'https://a:',
    'a:',
    'bearer ',
    '-----BEGIN PRIVATE KEY-----',
    'basic a',
    '[redacted:',
    '\u202e',
    'sk-',
    ' token   ',
    'cookie: a=',
    '"',
    'AKIA',
    'IQoJ/',
  ];
  const start = performance.now();
  for (const text of evil) inert(scrub(`${text.repeat(long / text.length)} token`));
  // Not a measurement: a pattern that runs away takes minutes.
  expect(performance.now() - start).toBeLessThan(20_000);
});
