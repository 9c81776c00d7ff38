import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CaseRead, onStage, type Stage, stepOf, stepsOf, textOf } from '../drills/stage.ts';
import { DOOR, leaked, tried } from '../range/doors.ts';
import { clientsFor, responderOf } from '../range/rig.ts';
import { noHosts, script } from '../range/script.ts';
import { realHost } from './host.ts';
import { CONNECT } from './pair.ts';
import { product, VERSION } from './product.ts';

/** `npm run test:gateway`: it installs 650 MB, and starts them three times. */
const isAsked = process.env['IR_GATEWAY'] !== undefined;
const ROTATE = 'stop-the-gateway-write-a-new-token-start-it-on-loopback';
const MINUTES = 60_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const onRange = (stage: Stage) => {
  const { range, id } = stage;
  const one = { range, id, ...clientsFor(range.endpoint, responderOf(range)) };
  const said = async (text: string): Promise<string> => {
    const { out, err } = await script(one, text, 50);
    return out.trim() || err;
  };
  return {
    leaked: leaked(one),
    /** The new one, from where the playbook has put it. */
    kept: async (): Promise<string> => {
      const { SecretList: [secret] = [] } = await one.secrets.listSecrets({});
      return (await one.secrets.getSecretValue({ SecretId: secret?.ARN })).SecretString ?? '';
    },
    tried: (token: string) => tried(one, DOOR, token),
    /** On the host itself, past every door. */
    asked: (token: string) =>
      said(
        `curl -s -o /dev/null -w '%{http_code}' -H 'authorization: Bearer ${token}' -H 'content-type: application/json' ` +
          `-d '{"tool":"sessions_list","action":"json","args":{}}' http://127.0.0.1:18789/tools/invoke`,
      ),
    connected: (kind: 'shared' | 'device', token: string) =>
      said(`node - ws://127.0.0.1:18789 ${kind} ${token} stranger <<'END'\n${CONNECT}\nEND`),
    said,
  };
};

describe.skipIf(!isAsked || noHosts !== undefined)(`openclaw ${VERSION}, the real one (IR_GATEWAY)`, () => {
  let stage: Stage;
  let host: ReturnType<typeof onRange>;
  let run: CaseRead;
  let device = '';
  let fresh = '';

  // A start takes 18 seconds of processor time, and there are three; asked once a second, to leave it to them.
  beforeAll(async () => {
    stage = await onStage('leaked-token', { scenario: realHost(product()) });
    host = onRange(stage);
    while ((await host.tried(host.leaked)) !== 200) await pause(1_000);
    device = await host.connected('shared', host.leaked);
    const there = ['--endpoint-url', stage.range.endpoint, '--region', stage.range.region];
    const how = ['--severity', 'critical', '--no-input', '--yes', '--approve', 'reopen'];
    const { stderr } = await stage.ir(['run', 'leaked-token', '--instance-id', stage.id, ...how, ...there]);
    run = await stage.theCase();
    // Without it nothing below means anything, and its own words say why.
    if (stepOf(run.state, ROTATE).proof?.is !== 'holds') throw new Error(`not rotated:\n${stderr}`);
    fresh = await host.kept();
  }, 5 * MINUTES);
  afterAll(() => stage[Symbol.asyncDispose]());

  test('the playbook finds the token rotated, at a door and on the host', () => {
    expect(stepOf(run.state, ROTATE).proof).toMatchObject({
      is: 'holds',
      by: 'outside-probe',
    });
    expect(stepOf(run.state, 'open-the-gateway-again-and-ask-every-door').proof).toMatchObject({
      is: 'holds',
      by: 'outside-probe',
    });
  });

  test('the leaked token is refused, and the new one let in', async () => {
    expect(fresh).toMatch(/^[0-9a-f]{48}$/);
    expect(fresh).not.toBe(host.leaked);
    expect([await host.asked(host.leaked), await host.asked(fresh)]).toEqual(['401', '200']);
    expect([await host.tried(host.leaked), await host.tried(fresh)]).toEqual([401, 200]);
  });

  test('a device that was paired with it is gone, and its own token with it', async () => {
    expect(device).toMatch(/^[\w-]{43}$/);
    expect(await host.connected('device', device)).toBe('AUTH_DEVICE_TOKEN_MISMATCH');
    expect(await host.connected('shared', host.leaked)).toBe('AUTH_TOKEN_MISMATCH');
    const { proof } = stepOf(run.state, 'revoke-every-paired-device');
    expect(proof).toMatchObject({ is: 'holds', detail: expect.stringMatching(/^1 revoked: /) as string });
  });

  test('no other file of the host holds the leaked token', async () => {
    const [scrub] = stepsOf(run.state, 'take-the-leaked-token-out-of-other-files');
    expect(scrub?.proof).toMatchObject({ is: 'holds' });
    expect(await host.said(`grep -rlF ${host.leaked} /home/ubuntu /tmp /etc || echo none`)).toBe('none');
  });

  test('the product’s own checks are kept, without a token in them', () => {
    const checks = textOf(run.folder, 'evidence/openclaw-gateway-service-openclaw-doctor---lint---json.json');
    expect(checks).toContain('"checksRun"');
    expect(checks).not.toContain(fresh);
  });
});
