import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startRange } from '../../src/range/index.ts';
import { makeStage, OLD_PASSWORD, OLD_TOKEN, tokensIn } from './rig.ts';
import { recordOf } from './world.ts';

/** Raw, and as it would stand in base64, hex, a URL or JSON. */
const formsOf = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
};
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile());

test('no secret is in the journal, the documents, what is shown, the words or the environment of the program', async () => {
  await using stage = await makeStage();
  const before = stage.world().variables;
  const token = 'railway-api-token-0123456789abcdefXYZ';
  const env = { RAILWAY_API_TOKEN: token, AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', RAILWAY_ENV: 'dev' };
  const plain = await stage.run([], env);
  const name = /case (LTR-\w+)/.exec(plain.stderr)?.[1] ?? '';
  const status = await stage.ir(['status', name, '--json'], { env });
  const timeline = await stage.ir(['timeline', name], { env });
  expect([plain.exit, status.exit, timeline.exit]).toEqual([5, 5, 0]);

  const after = stage.world().variables;
  const secrets = [
    OLD_TOKEN,
    OLD_PASSWORD,
    before['ANTHROPIC_API_KEY'] ?? '',
    token,
    ...tokensIn(after),
    after['SETUP_PASSWORD'] ?? '',
  ];
  expect(new Set(secrets).size).toBe(6);
  const started = readFileSync(recordOf(stage.rig.home), 'utf8').trim().split('\n');
  const starts = started.map((line) => JSON.parse(line) as { args: string[]; env: Record<string, string> });
  const state = filesBelow(join(stage.rig.home, 'state')).map((path) => [path, readFileSync(path, 'latin1')] as const);
  expect(state.map(([path]) => path).join()).toMatch(
    /journal\.jsonl.*railway-deployment-logs\.jsonl|railway-deployment-logs\.jsonl.*journal\.jsonl/s,
  );
  const places: readonly (readonly [string, string])[] = [
    ...state,
    ['standard output', plain.stdout + status.stdout + timeline.stdout],
    ['standard error', plain.stderr + status.stderr + timeline.stderr],
    ['words', starts.map(({ args }) => args.join('\n')).join('\n')],
    ['environment', starts.map(({ env: given }) => JSON.stringify({ ...given, RAILWAY_API_TOKEN: '' })).join('\n')],
  ];
  const found = secrets.flatMap((secret, at) =>
    formsOf(secret).flatMap((form) =>
      places.filter(([, text]) => text.includes(form)).map(([where]) => `${at} in ${where}`),
    ),
  );
  expect(found).toEqual([]);
  expect(
    [...new Set(starts.flatMap((one) => Object.keys(one.env)))].filter((key) => /^AWS_|^IR_|^RAILWAY_ENV$/.test(key)),
  ).toEqual([]);
  for (const { args, env: given } of starts) {
    expect(given['RAILWAY_API_TOKEN']).toBe(token);
    expect(args.some((word) => word.startsWith('--set'))).toBe(false);
  }
});

test('with AWS credentials at hand the new secrets are kept in Secrets Manager, and nowhere else', async () => {
  const range = await startRange({ scenario: 'leaked-token' });
  onTestFinished(() => range.stop());
  await using stage = await makeStage((world) => (world.volumes = []));
  const more = ['--region', range.region, '--endpoint-url', range.endpoint];
  const { stderr, exit } = await stage.run(more, { ...range.credentials });
  expect(exit).toBe(5);
  expect(stderr.replace(/\s+/g, ' ')).toMatch(/aws secretsmanager get-secret-value --secret-id ir\/\w+\/gateway-token/);
  expect(stderr).not.toContain('jq -r');
});
