import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { DOOR, leaked, settled, tried } from './doors.ts';
import { rig } from './rig.ts';
import { expectSoon } from './soon.ts';
import { asOwner, noHosts, script, skipped } from './script.ts';
import { SEED_SCRIPT } from './seed.ts';

const hasPython = (() => {
  try {
    execFileSync('/usr/bin/python3', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

const newToken = async (one: Parameters<typeof script>[0]): Promise<string> => {
  const { out } = await script(
    one,
    `grep -A2 '"auth"' /home/ubuntu/.clawdbot/clawdbot.json | sed -n 's/.*"token": "\\(.*\\)".*/\\1/p'`,
  );
  return out.trim();
};

describe.skipIf(noHosts !== undefined)(`a token that leaked${skipped}`, () => {
  test.skipIf(!hasPython)('the seed’s own script leaves the old token valid, and the new one refused', async () => {
    await using one = await rig('leaked-token');
    expect(await tried(one, DOOR, leaked(one))).toBe(200);
    const ran = await script(one, SEED_SCRIPT);
    expect(ran.err).toContain('Failed to connect to bus: No medium found');
    expect(ran.status).toBe('Failed');
    const token = await newToken(one);
    expect(token).not.toBe(leaked(one));
    expect([await tried(one, DOOR, leaked(one)), await tried(one, DOOR, token)]).toEqual([200, 401]);
  });

  test('with the bus, the unit’s own copy of the token still wins over the file', async () => {
    await using one = await rig('leaked-token');
    const old = leaked(one);
    const edit = `sed -i s/${old}/fresh-token/ /home/ubuntu/.clawdbot/clawdbot.json`;
    const restart = asOwner('systemctl --user restart clawdbot-gateway');
    expect(await script(one, `${edit}; ${restart}`)).toMatchObject({ status: 'Success' });
    expect([await settled(one, DOOR, old), await tried(one, DOOR, 'fresh-token')]).toEqual([200, 401]);
  });

  test('the unit’s copy is only changed by what is loaded: the file alone does nothing', async () => {
    await using one = await rig('leaked-token');
    const old = leaked(one);
    const unit = '/home/ubuntu/.config/systemd/user/clawdbot-gateway.service';
    const restart = asOwner('systemctl --user restart clawdbot-gateway');
    const { err } = await script(one, `sed -i s/${old}/fresh-token/ ${unit}; ${restart}`);
    expect(err).toContain("changed on disk. Run 'systemctl --user daemon-reload' to reload units.");
    expect(await settled(one, DOOR, old)).toBe(200);
    await script(one, `${asOwner('systemctl --user daemon-reload')} && ${restart}`);
    expect([await settled(one, DOOR, old), await tried(one, DOOR, 'fresh-token')]).toEqual([401, 200]);
  });

  test('a paired device and the attacker’s process outlive the rotation', async () => {
    await using one = await rig('leaked-token');
    const unit = '/home/ubuntu/.config/systemd/user/clawdbot-gateway.service';
    const restart = asOwner('systemctl --user restart clawdbot-gateway');
    const reload = asOwner('systemctl --user daemon-reload');
    await script(one, `sed -i s/${leaked(one)}/fresh-token/ ${unit}; ${reload}; ${restart}`);
    expect(await settled(one, DOOR, leaked(one, 'device'))).toBe(200);
    expect((await script(one, 'pgrep -f /var/tmp/.k/kworker')).out).toMatch(/^\d+\n$/);
    await script(one, 'echo {} > /home/ubuntu/.clawdbot/devices/paired.json');
    expect(await tried(one, DOOR, leaked(one, 'device'))).toBe(401);
  });

  test('what the attacker gets in with is counted, by credential', async () => {
    await using one = await rig('leaked-token');
    await settled(one, DOOR, leaked(one));
    await expectSoon(() => one.range.attack?.credentials['token']?.accepted ?? 0).toBeGreaterThan(1);
    await script(one, asOwner('systemctl --user stop clawdbot-gateway'));
    await expectSoon(() => one.range.attack?.credentials['token']?.lastMet).toBe('refused');
    const { token, device } = one.range.attack?.credentials ?? {};
    expect(token?.tried).toBeGreaterThan(token?.accepted ?? 0);
    expect(device?.accepted).toBeGreaterThan(0);
    expect(JSON.stringify(one.range.attack)).not.toContain(leaked(one));
    expect(one.range.info.attack).toEqual({ from: '198.51.100.23', everyMs: 400, doors: [DOOR] });
  });

  test('without the health check stopped first, the gateway comes back by itself', async () => {
    await using one = await rig('leaked-token');
    const stop = asOwner('systemctl --user stop clawdbot-gateway');
    const isActive = asOwner('systemctl --user is-active clawdbot-gateway');
    expect((await script(one, `${stop}; ${isActive}; sleep 4; ${isActive}`)).out).toBe('inactive\nactive\n');
    expect((await script(one, `crontab -r; ${stop}; sleep 4; ${isActive}`)).out).toBe('inactive\n');
  });
});
