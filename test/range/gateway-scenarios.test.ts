import { describe, expect, test } from 'vitest';
import { scenarioNames } from '../../src/range/index.ts';
import { DOOR, leaked, opened, settled, tried } from './doors.ts';
import { rig, type Rig } from './rig.ts';
import { expectSoon } from './soon.ts';
import { asOwner, noHosts, script, skipped } from './script.ts';

const names = scenarioNames('leaked-token');
const WITHOUT_A_DOOR = new Set(['tailscale-mode', 'not-a-gateway']);
const restart = (unit = 'openclaw-gateway') => asOwner(`systemctl --user restart ${unit}`);
const stop = (unit = 'openclaw-gateway') => asOwner(`systemctl --user stop ${unit}`);

/** What a request from the host itself gets, as a status. */
const inside = async (one: Rig, token: string, more = '', port = 18_789): Promise<string> => {
  const ask = `fetch('http://127.0.0.1:${port}/tools/invoke', { method: 'POST', headers: { authorization: 'Bearer ${token}'${more} }, body: '{"tool":"sessions_list"}' })`;
  const { out, err } = await script(
    one,
    `node -e "${ask.replaceAll('"', '\\"')}.then((r) => console.log(r.status), () => console.log('refused'))"`,
  );
  return out.trim() || err;
};

/** Edits a file, restarts the gateway, and gives what the old token and a fresh one get then. */
async function after(one: Rig, edit: string, unit = 'openclaw-gateway') {
  const ran = await script(one, `set -e\n${edit}\n${asOwner('systemctl --user daemon-reload')}\n${restart(unit)}`);
  expect(ran).toMatchObject({ status: 'Success' });
  return [await settled(one, DOOR, leaked(one)), await tried(one, DOOR, 'fresh')];
}
const swap = (one: Rig, file: string) => `sed -i s/${leaked(one)}/fresh/g ${file}`;

describe('scenarios of the leaked token', () => {
  test('are there, the default first', () => {
    expect(names[0]).toBe('leaked-token');
    expect(names.length).toBeGreaterThan(16);
  });
});

describe.skipIf(noHosts !== undefined)(`before anything is done${skipped}`, () => {
  test.each(names.filter((name) => !WITHOUT_A_DOOR.has(name)))(
    '%s: the leaked token opens every door',
    async (name) => {
      await using one = await rig(name);
      const doors = one.range.info.attack?.doors ?? [];
      expect(doors.length).toBeGreaterThan(0);
      for (const door of doors) expect([door, await settled(one, door, leaked(one))]).toEqual([door, 200]);
      for (const door of doors) expect(await opened(one, door, leaked(one, 'device'))).toBe(101);
      const others = await Promise.all(doors.map((door) => tried(one, door, 'not-the-token')));
      expect(others).toEqual(doors.map(() => (name === 'no-auth' ? 200 : 401)));
    },
  );
});

describe.skipIf(noHosts !== undefined)(`where the token comes from${skipped}`, () => {
  test('token-in-file: the file', async () => {
    await using one = await rig('token-in-file');
    expect(await after(one, swap(one, '/home/ubuntu/.openclaw/openclaw.json'))).toEqual([401, 200]);
  });

  test('token-in-unit: a drop-in, and a token in the file beats it', async () => {
    await using one = await rig('token-in-unit');
    const unit = '/home/ubuntu/.config/systemd/user/openclaw-gateway.service';
    const { out } = await script(one, asOwner('systemctl --user show openclaw-gateway -p DropInPaths,Environment'));
    expect(out).toContain(`DropInPaths=${unit}.d/override.conf`);
    expect(out).toContain(`OPENCLAW_GATEWAY_TOKEN=${leaked(one)}`);
    expect(await after(one, swap(one, `${unit}.d/override.conf`))).toEqual([401, 200]);
    const patch = `echo '{"gateway":{"auth":{"token":"third"}}}' | ${asOwner('openclaw config patch --stdin')}`;
    await script(one, `${patch}; ${restart()}`);
    expect([await settled(one, DOOR, 'fresh'), await tried(one, DOOR, 'third')]).toEqual([401, 200]);
  });

  test.each([
    ['token-in-dotenv', '/home/ubuntu/.openclaw/.env'],
    ['token-as-secretref', '/home/ubuntu/.openclaw/secrets.json'],
    ['token-as-secretref-env', '/home/ubuntu/.config/systemd/user/openclaw-gateway.service'],
    ['token-as-secretref-exec', '/opt/vault/values/gateway-token'],
    ['json5-comments', '/home/ubuntu/.openclaw/openclaw.json'],
  ])('%s: %s', async (name, file) => {
    await using one = await rig(name);
    expect(await after(one, swap(one, file))).toEqual([401, 200]);
  });

  test('moltbot-names: its own folder, file and unit', async () => {
    await using one = await rig('moltbot-names');
    const files = '/home/ubuntu/.moltbot/moltbot.json /home/ubuntu/.config/systemd/user/moltbot-gateway.service';
    expect(await after(one, swap(one, files), 'moltbot-gateway')).toEqual([401, 200]);
  });

  test('password-mode: the password', async () => {
    await using one = await rig('password-mode');
    expect(await after(one, swap(one, '/home/ubuntu/.openclaw/openclaw.json'))).toEqual([401, 200]);
  });

  test('system-unit: a unit of the system, for the same user', async () => {
    await using one = await rig('system-unit');
    expect((await script(one, asOwner('systemctl --user is-active openclaw-gateway'))).out).toBe('inactive\n');
    const edit = swap(one, '/home/ubuntu/.openclaw/openclaw.json');
    await script(one, `systemctl show openclaw-gateway -p ControlGroup; ${edit}; systemctl restart openclaw-gateway`);
    expect(await settled(one, DOOR, 'fresh')).toBe(200);
  });

  test('two-gateways: each has its own, and one is not the other’s', async () => {
    await using one = await rig('two-gateways');
    const other = 'http://203.0.113.25:18790';
    expect([await tried(one, DOOR, leaked(one)), await tried(one, other, leaked(one))]).toEqual([200, 401]);
    const { out } = await script(one, `cat /home/ubuntu/.openclaw-work/gateway_token.txt`);
    expect([await tried(one, DOOR, out.trim()), await tried(one, other, out.trim())]).toEqual([401, 200]);
    expect((await script(one, asOwner('systemctl --user list-units --plain --no-legend'))).out).toMatch(
      /openclaw-gateway-work\.service loaded active running/,
    );
  });
});

describe.skipIf(noHosts !== undefined)(`what goes wrong${skipped}`, () => {
  test('restart-fails: it runs until it is stopped, and then not again', async () => {
    await using one = await rig('restart-fails');
    expect(await tried(one, DOOR, leaked(one))).toBe(200);
    await script(one, `crontab -r; ${restart()}`);
    await expect
      .poll(async () => (await script(one, asOwner('systemctl --user is-active openclaw-gateway'))).out)
      .toBe('failed\n');
    expect(await tried(one, DOOR, leaked(one))).toBe('refused');
    const { out } = await script(one, 'journalctl --user-unit openclaw-gateway -o cat');
    expect(out).toContain('gateway: Unrecognized key: "listen"');
  });

  test('port-taken: whoever answers then says 200 to everything', async () => {
    await using one = await rig('port-taken');
    await script(one, `crontab -r; ${stop('clawdbot-gateway')}`);
    await expectSoon(() => tried(one, DOOR, 'anything')).toBe(200);
    await script(one, asOwner('systemctl --user start clawdbot-gateway'));
    await expect
      .poll(async () => (await script(one, asOwner('systemctl --user show clawdbot-gateway -P SubState'))).out)
      .toBe('auto-restart\n');
    await script(one, asOwner('systemctl --user kill -s KILL clawdbot-gateway'));
    expect(await settled(one, DOOR, 'anything')).toBe(401);
  });

  test('gateway-slow: 503 until it is ready, to every token', async () => {
    await using one = await rig('gateway-slow');
    await script(one, restart());
    await expectSoon(() => tried(one, DOOR, leaked(one))).toBe(503);
    expect(await tried(one, DOOR, 'wrong')).toBe(503);
  });

  test('host-disk-full: nothing more can be written, and what is there stays', async () => {
    await using one = await rig('host-disk-full');
    const { err, out } = await script(
      one,
      'cd /home/ubuntu/.clawdbot; head -c 4096 clawdbot.json > x || rm x; wc -c < clawdbot.json',
    );
    expect(err).toContain('No space left on device');
    expect(Number(out)).toBeGreaterThan(500);
  });

  test('tailscale-mode: a name of the tailnet lets in from loopback only', async () => {
    await using one = await rig('tailscale-mode');
    expect(await tried(one, DOOR, leaked(one))).toBe('filtered');
    expect(await inside(one, leaked(one))).toBe('200');
    expect(await inside(one, 'wrong')).toBe('401');
    expect(await inside(one, 'wrong', `, 'tailscale-user-login': 'dana@example.com'`)).toBe('200');
    const { out } = await script(one, 'tailscale serve status --json; tailscale serve reset; tailscale serve status');
    expect(out).toContain('http://127.0.0.1:18789');
    expect(out).toContain('No serve config');
  });

  test('several-doors: nginx and the load balancer say in their own words that nobody answers', async () => {
    await using one = await rig('several-doors');
    const [nginx = '', balancer = '', cloudfront = ''] = one.range.info.attack?.doors ?? [];
    expect(await tried(one, DOOR, leaked(one))).toBe('filtered');
    await script(one, `crontab -r; ${stop()}`);
    expect([await tried(one, nginx, 'x'), await tried(one, balancer, 'x'), await tried(one, cloudfront, 'x')]).toEqual([
      502, 502, 502,
    ]);
    const { TargetGroups = [] } = await one.elbv2.describeTargetGroups({});
    const { TargetGroupArn } = TargetGroups[0] ?? {};
    await one.elbv2.deregisterTargets({ TargetGroupArn, Targets: [{ Id: one.id }] });
    expect([await tried(one, balancer, 'x'), await tried(one, cloudfront, 'x')]).toEqual([503, 503]);
    await script(
      one,
      `sed -i 's/location \\/ {/location \\/ {\\n return 403;/' /etc/nginx/sites-available/gateway && nginx -s reload`,
    );
    await expectSoon(() => tried(one, nginx, 'x')).toBe(403);
  });

  test('several-doors: the gateway knows the client behind its proxies', async () => {
    await using one = await rig('several-doors');
    for (const door of one.range.info.attack?.doors ?? []) expect(await opened(one, door, 'wrong')).toBe(401);
    const { out } = await script(one, 'grep token_mismatch /tmp/openclaw/openclaw-*.log | tail -3');
    expect(out.match(/"message":"unauthorized conn=[\w-]+ remote=203\.0\.113\.44 /g)).toHaveLength(2);
    expect((await script(one, 'cat /var/log/nginx/access.log')).out).toContain('203.0.113.44 - - [');
  });

  test('not-a-gateway: nothing of it is there', async () => {
    await using one = await rig('not-a-gateway');
    const { out } = await script(
      one,
      `command -v openclaw clawdbot moltbot; ls -A /home/ubuntu; ${asOwner('systemctl --user list-unit-files --no-legend')}; ps -ef`,
    );
    expect(out).not.toMatch(/openclaw|clawdbot|moltbot/);
    expect(await tried(one, DOOR, 'x')).toBe('refused');
    expect(one.range.attack).toBeUndefined();
  });
});
