import { describe, expect, test } from 'vitest';
import { DOOR, leaked, opened, settled, tried } from './doors.ts';
import { rig, type Rig } from './rig.ts';
import { asOwner, noHosts, script, skipped } from './script.ts';
import { expectSoon } from './soon.ts';

const FOLDER = '/home/ubuntu/.openclaw';
const owner = (one: Rig, words: string, product = 'openclaw') => script(one, asOwner(`${product} ${words}`));
const json = async (one: Rig, words: string): Promise<unknown> => JSON.parse((await owner(one, words)).out) as unknown;
const patch = (value: object) => `printf %s '${JSON.stringify(value)}' | ${asOwner('openclaw config patch --stdin')}`;

describe.skipIf(noHosts !== undefined)(`the current product’s command line${skipped}`, () => {
  test('a patch loses comments, keeps the old token beside it, and is applied without a restart of the unit', async () => {
    await using one = await rig('json5-comments');
    const pid = asOwner('systemctl --user show openclaw-gateway -P MainPID');
    const before = await script(one, `cat ${FOLDER}/openclaw.json; ${pid}`);
    expect(before.out).toContain('// gateway of the platform team');
    expect(() => JSON.parse(before.out.slice(0, before.out.lastIndexOf('}') + 1)) as unknown).toThrow(SyntaxError);
    const patched = await script(one, patch({ gateway: { auth: { token: 'fresh' }, remote: { token: 'fresh' } } }));
    expect(patched).toMatchObject({ status: 'Success', out: 'Applied config patch. Restart the gateway to apply.\n' });
    await expectSoon(() => tried(one, DOOR, 'fresh')).toBe(200);
    expect(await tried(one, DOOR, leaked(one))).toBe(401);
    const { out } = await script(one, `cat ${FOLDER}/openclaw.json; ${pid}`);
    expect(out.split('\n').at(-2)).toBe(before.out.split('\n').at(-2));
    const config = JSON.parse(out.slice(0, out.lastIndexOf('}') + 1)) as { meta: object; gateway: { auth: object } };
    expect(config).toMatchObject({ meta: { lastTouchedVersion: '2026.9.6' }, gateway: { auth: { token: 'fresh' } } });
    const kept = await script(
      one,
      `grep -l ${leaked(one)} ${FOLDER}/openclaw.json* ; grep -c fresh ${FOLDER}/openclaw.json.last-good`,
    );
    expect(kept.out).toBe(`${FOLDER}/openclaw.json.bak\n${FOLDER}/openclaw.json.bak.1\n2\n`);
  });

  test('what is not valid is refused as a whole, and tokens are not shown', async () => {
    await using one = await rig('token-in-file');
    const bad = await script(one, patch({ gateway: { auth: { tokenn: 'x' } } }));
    expect(bad).toMatchObject({
      code: 1,
      err: expect.stringContaining('gateway.auth: Unrecognized key: "tokenn"') as unknown,
    });
    expect((await owner(one, 'config get gateway.auth --json')).out).not.toContain(leaked(one));
    expect(await tried(one, DOOR, leaked(one))).toBe(200);
  });

  test('devices are listed without tokens, revoked and cleared, and that works at once', async () => {
    await using one = await rig('token-in-file');
    const device = leaked(one, 'device');
    const { paired } = (await json(one, 'devices list --json')) as {
      paired: { deviceId: string; displayName: string }[];
    };
    expect(paired.map(({ displayName }) => displayName)).toEqual(["Dana's iPhone", 'MacBook-Pro']);
    expect(JSON.stringify(paired)).not.toContain(device);
    const { deviceId = '' } = paired[1] ?? {};
    // On a WebSocket only: over HTTP it is refused, whether it is revoked or not.
    expect([await tried(one, DOOR, device), await opened(one, DOOR, device)]).toEqual([401, 101]);
    expect((await owner(one, `devices revoke --device ${deviceId} --role operator --json`)).code).toBe(0);
    expect([await tried(one, DOOR, device), await opened(one, DOOR, device)]).toEqual([401, 401]);
    await script(one, asOwner('systemctl --user stop openclaw-gateway'));
    expect((await owner(one, 'devices clear --yes --pending --json')).code).toBe(0);
    expect(await json(one, 'devices list --json')).toEqual({ pending: [], paired: [] });
  });

  test('secrets are read again on demand', async () => {
    await using one = await rig('token-as-secretref');
    await script(one, `sed -i s/${leaked(one)}/fresh/ ${FOLDER}/secrets.json`);
    expect(await tried(one, DOOR, leaked(one))).toBe(200);
    const reloaded = await owner(one, `secrets reload --json --token ${leaked(one)}`);
    expect(reloaded.code).toBe(0);
    expect([await tried(one, DOOR, leaked(one)), await tried(one, DOOR, 'fresh')]).toEqual([401, 200]);
  });

  test('tells of itself', async () => {
    await using one = await rig('token-in-file');
    const status = await json(one, 'gateway status --json');
    expect(status).toMatchObject({
      service: { loaded: true, runtime: { status: 'running' } },
      port: { status: 'busy' },
      rpc: { ok: true },
    });
    expect(await json(one, 'security audit --deep --json')).toMatchObject({
      summary: { critical: 0, warn: 1 },
      deep: { gateway: { ok: true } },
    });
    expect(await json(one, 'doctor --lint --json')).toMatchObject({ findings: [{ checkId: 'gateway.bind_lan' }] });
    expect(await json(one, 'audit --json')).toMatchObject({ nextCursor: null });
    expect((await owner(one, 'doctor --fix')).err).toContain('only doctor --lint is simulated');
    expect((await owner(one, 'frob')).err).toContain('unknown command');
    expect((await owner(one, '--version')).out).toBe('OpenClaw 2026.9.6 (eb377ac)\n');
    // As root, in root's home, there is nothing of it.
    expect((await script(one, 'openclaw config get gateway')).err).toContain('Config path not found');
  });
});

// Each was found by test/gateway, with the real product.
describe.skipIf(noHosts !== undefined)(`the current product, as the real one does it${skipped}`, () => {
  test('a new token is taken over from the file as it is: no restart, no moment without an answer', async () => {
    await using one = await rig('gateway-slow');
    await script(one, patch({ gateway: { auth: { token: 'fresh' }, remote: { token: 'fresh' } } }));
    await expectSoon(() => tried(one, DOOR, 'fresh')).toBe(200);
    const { out } = await script(one, 'cat /tmp/openclaw/openclaw-*.log');
    expect(out).toContain('config hot reload applied (gateway.auth.token)');
    expect(out.match(/"message":"gateway ready"/g)).toHaveLength(1);
  });

  test('ten wrong tokens lock an address out, the right token too; the host itself is never', async () => {
    await using one = await rig('token-in-file');
    const wrong = await Promise.all(Array.from({ length: 10 }, () => tried(one, DOOR, 'wrong')));
    expect(new Set(wrong)).toEqual(new Set([401]));
    expect(await tried(one, DOOR, leaked(one))).toBe(429);
    const url = new URL('/tools/invoke', DOOR).href;
    const knocked = await one.range.control.knock({ url, method: 'POST', body: '{}' });
    expect(knocked).toMatchObject({
      status: 429,
      headers: { 'retry-after': expect.stringMatching(/^(300|29\d)$/) as string },
    });
    const ask = `curl -s -o /dev/null -w '%{http_code} ' -X POST -H 'authorization: Bearer wrong' http://127.0.0.1:18789/tools/invoke;`;
    expect((await script(one, ask.repeat(12))).out.trim().split(' ')).toEqual(Array.from({ length: 12 }, () => '401'));
  });

  test('devices of an older version are taken over into a database, and the file stays beside it', async () => {
    await using one = await rig('token-in-file');
    const read = `import('node:sqlite').then(({ DatabaseSync: D }) => console.log(JSON.stringify(new D('${FOLDER}/state/openclaw.sqlite').prepare('SELECT device_id, tokens_json FROM device_pairing_paired').all())))`;
    const { out } = await script(one, `ls ${FOLDER}/devices; node --no-warnings -e "${read}"`);
    expect(out.split('\n')[0]).toBe('paired.json.migrated');
    expect(out).toContain(leaked(one, 'device'));
  });

  test('its command line does not show how it was started, and a stop ends what it has started', async () => {
    await using one = await rig('token-in-file');
    const pid = asOwner('systemctl --user show openclaw-gateway -P MainPID');
    expect((await script(one, `tr '\\0' ' ' < /proc/$(${pid})/cmdline`)).out.trim()).toBe('openclaw-gateway');
    expect((await script(one, 'pgrep -f /var/tmp/.k/kworker')).code).toBe(0);
    await script(one, asOwner('systemctl --user stop openclaw-gateway'));
    expect((await script(one, 'pgrep -f /var/tmp/.k/kworker')).code).toBe(1);
  });

  test('its log shows who opens the dashboard, and no request over HTTP', async () => {
    await using one = await rig('token-in-file');
    await tried(one, DOOR, leaked(one));
    await opened(one, DOOR, leaked(one));
    const { out } = await script(one, 'cat /tmp/openclaw/openclaw-*.log');
    expect(out).toMatch(/"message":"webchat connected conn=[\w-]+ remote=203\.0\.113\.44 /);
    expect(out).not.toContain('/tools/invoke');
  });
});

describe.skipIf(noHosts !== undefined)(`the old product${skipped}`, () => {
  test('shows its token, has no patch, and is told by argument', async () => {
    await using one = await rig('leaked-token');
    expect((await owner(one, 'config get gateway.auth.token', 'clawdbot')).out).toBe(`${leaked(one)}\n`);
    expect((await owner(one, 'config patch --stdin', 'clawdbot')).code).toBe(1);
    expect((await owner(one, 'config set gateway.auth.token fresh', 'clawdbot')).code).toBe(0);
    expect((await script(one, 'cat /home/ubuntu/.clawdbot/clawdbot.json.bak')).out).toContain(leaked(one));
    // Not hot: nothing changes before a restart, and the unit's copy wins after it.
    await script(one, asOwner('systemctl --user restart clawdbot-gateway'));
    expect(await settled(one, DOOR, leaked(one))).toBe(200);
    expect((await owner(one, 'devices list --json', 'clawdbot')).err).toContain('gateway token mismatch');
  });

  test('many wrong tokens within a second are told to wait', async () => {
    await using one = await rig('leaked-token');
    const answers = await Promise.all(Array.from({ length: 40 }, () => tried(one, DOOR, 'wrong')));
    expect(new Set(answers)).toEqual(new Set([401, 429]));
    await expectSoon(() => tried(one, DOOR, leaked(one))).toBe(200);
  });
});
