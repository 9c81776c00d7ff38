import { expect } from 'vitest';
import {
  cleaned,
  CONFIG,
  endedIn,
  type Expected,
  fileNow,
  HOME,
  inConfig,
  isSameBut,
  isUntouched,
  proven,
  UNIT,
  winners,
} from './leaked-token-came.ts';

/** Somebody's log has the token, and what lies beside it, in every form: read from the config there, so in no script. */
const LOGGED = `node - <<'PAST'
const { readFileSync, appendFileSync } = require('node:fs');
const folder = '/home/ubuntu/.clawdbot/';
const { gateway, hooks, models, channels } = JSON.parse(readFileSync(folder + 'clawdbot.json', 'utf8'));
const device = Object.values(JSON.parse(readFileSync(folder + 'devices/paired.json', 'utf8')))[0].tokens.operator.token;
for (const value of [gateway.auth.token, hooks.token, models.providers.anthropic.apiKey, channels.telegram.botToken, device]) {
  const bytes = Buffer.from(value);
  const forms = [value, encodeURIComponent(value), JSON.stringify(JSON.stringify({ value })), bytes.toString('hex'), bytes.toString('base64'),
    bytes.toString('base64url'), Buffer.from('u:' + value + ':x').toString('base64'), Buffer.from('us:' + value + ':x').toString('base64')];
  const lines = forms.map((form) => JSON.stringify({ level: 'debug', message: 'got ' + form + ' and /' + form + '/' })).join('\\n');
  appendFileSync('/tmp/clawdbot/clawdbot-' + new Date().toISOString().slice(0, 10) + '.log', lines + '\\n');
}
PAST
`;
/** Scenarios that end with a token that is dead, proven. */
export const PROVEN: Readonly<Record<string, Expected>> = {
  'leaked-token': {
    ...proven,
    at: [`${HOME}/.clawdbot/clawdbot.json`, inConfig],
    paths: [
      `${HOME}/.config/systemd/user/clawdbot-gateway.service`,
      `${HOME}/.clawdbot/clawdbot.json.bak`,
      `${HOME}/.clawdbot/devices/paired.json`,
      '/var/log/clawdbot-setup.log',
    ],
    flags: ['--token-format', 'base64-48'],
    past: LOGGED,
    facts(came) {
      expect(winners(came)).toEqual(expect.arrayContaining(['unit-environment']));
      expect(endedIn(came)).toContain('/var/tmp/.k/kworker');
      isSameBut(came, `${HOME}/.clawdbot/clawdbot.json`);
      isSameBut(came, `${HOME}/.config/systemd/user/clawdbot-gateway.service`, '644');
      expect(came.fresh).toMatch(/^[A-Za-z0-9+/]{64}$/);
      expect(came.look.files[`${HOME}/.clawdbot/clawdbot.json.bak`]).toBeUndefined();
      expect(JSON.parse(fileNow(came, `${HOME}/.clawdbot/devices/paired.json`))).toEqual({});
      expect(fileNow(came, '/var/log/clawdbot-setup.log')).toBe(
        came.one.planned('/var/log/clawdbot-setup.log').replaceAll(came.one.old, '[rotated]'),
      );
      cleaned(came);
    },
  },
  'token-in-file': {
    ...proven,
    at: [CONFIG, inConfig],
    paths: [UNIT],
    facts(came) {
      expect(winners(came)).toEqual(['config', 'config']);
      isSameBut(came, CONFIG);
      isUntouched(came, UNIT);
      cleaned(came);
    },
  },
  'token-in-unit': {
    ...proven,
    flags: ['--json'],
    at: [`${UNIT}.d/override.conf`, /TOKEN=([^"]+)"/],
    paths: [CONFIG, UNIT],
    facts(came) {
      expect(winners(came)).toEqual(['unit-environment']);
      isSameBut(came, `${UNIT}.d/override.conf`, '644');
      isUntouched(came, UNIT);
      isUntouched(came, CONFIG);
      cleaned(came);
    },
  },
  'token-in-dotenv': {
    ...proven,
    at: [`${HOME}/.openclaw/.env`, /^OPENCLAW_GATEWAY_TOKEN=(.+)$/m],
    paths: [CONFIG],
    facts(came) {
      expect(winners(came)).toEqual(['dotenv']);
      isSameBut(came, `${HOME}/.openclaw/.env`);
      isUntouched(came, CONFIG);
      cleaned(came);
    },
  },
  'token-as-secretref': {
    ...proven,
    at: [`${HOME}/.openclaw/secrets.json`, inConfig],
    paths: [CONFIG],
    facts(came) {
      expect(winners(came)).toEqual(['secret-file']);
      isSameBut(came, `${HOME}/.openclaw/secrets.json`);
      isUntouched(came, CONFIG);
      cleaned(came);
    },
  },
  'token-as-secretref-env': {
    ...proven,
    at: [UNIT, /GATEWAY_TOKEN=(\S+)/],
    paths: [CONFIG],
    facts(came) {
      expect(winners(came)).toEqual(['unit-environment']);
      isSameBut(came, UNIT, '644');
      isUntouched(came, CONFIG);
      cleaned(came);
    },
  },
  'json5-comments': {
    ...proven,
    at: [CONFIG, inConfig],
    flags: ['--jsonl'],
    facts(came) {
      const { one, fresh, look } = came;
      const before = one.planned(CONFIG);
      expect(before).toContain('// gateway of the platform team');
      expect(before).toContain(`'${one.old}'`);
      expect(fileNow(came, CONFIG)).toBe(
        before.replaceAll(`'${one.old}'`, JSON.stringify(fresh)).replaceAll(`"${one.old}"`, JSON.stringify(fresh)),
      );
      expect(look.files[CONFIG]?.mode).toBe('600');
      cleaned(came);
    },
  },
  'port-taken': {
    ...proven,
    at: [`${HOME}/.clawdbot/clawdbot.json`, inConfig],
    facts(came) {
      expect(endedIn(came)).toContain('/var/tmp/.k/relay');
      cleaned(came);
    },
  },
  'gateway-slow': { ...proven, at: [CONFIG, inConfig], facts: cleaned },
  'host-disk-full': {
    ...proven,
    at: [`${HOME}/.clawdbot/clawdbot.json`, inConfig],
    facts(came) {
      isSameBut(came, `${HOME}/.clawdbot/clawdbot.json`);
      cleaned(came);
    },
  },
  'password-mode': {
    ...proven,
    at: [CONFIG, inConfig],
    facts(came) {
      isSameBut(came, CONFIG);
      expect(JSON.parse(fileNow(came, CONFIG))).toMatchObject({
        gateway: { auth: { mode: 'password', password: came.fresh } },
      });
      cleaned(came);
    },
  },
  'moltbot-names': {
    ...proven,
    at: [`${HOME}/.moltbot/moltbot.json`, inConfig],
    paths: [`${HOME}/.config/systemd/user/moltbot-gateway.service`],
    facts(came) {
      isSameBut(came, `${HOME}/.moltbot/moltbot.json`);
      isSameBut(came, `${HOME}/.config/systemd/user/moltbot-gateway.service`, '644');
      cleaned(came);
    },
  },
  'system-unit': {
    ...proven,
    at: [CONFIG, inConfig],
    async facts(came) {
      isSameBut(came, CONFIG);
      expect(await came.one.onHost('systemctl is-active openclaw-gateway')).toBe('active\n');
      cleaned(came);
    },
  },
  'two-gateways': {
    ...proven,
    at: [CONFIG, inConfig],
    paths: [`${HOME}/.openclaw-work/openclaw.json`],
    async facts(came) {
      const other = inConfig.exec(fileNow(came, `${HOME}/.openclaw-work/openclaw.json`))?.[1] ?? '';
      expect(other).not.toBe(came.fresh);
      const { inside } = await came.one.lookAtHost([], [came.fresh, other, came.one.old], [18_789, 18_790]);
      expect(inside).toEqual([
        [200, 401],
        [401, 200],
        [401, 401],
      ]);
      // One token is not the other's, and neither secret holds the other one.
      expect(came.one.secrets().map(({ current, versions }) => [current, versions])).toEqual(
        expect.arrayContaining([
          [came.fresh, 1],
          [other, 1],
        ]),
      );
    },
  },
};
