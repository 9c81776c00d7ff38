import { expect } from 'vitest';
import {
  attested,
  cleaned,
  CONFIG,
  CRONTAB,
  endedIn,
  type Expected,
  fileNow,
  HOME,
  inConfig,
  isSameBut,
  isUntouched,
  LOGGED,
  openIn,
  proven,
  UNIT,
  winners,
} from './leaked-token-facts.ts';
import { stepOf } from './stage.ts';
import { containmentOf } from './world.ts';

/** What is true of each scenario after its run. */
export const SCENARIOS: Readonly<Record<string, Expected>> = {
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
  // It can't be written to from here: the gateway stays down, and a person is told which program it is.
  'token-as-secretref-exec': {
    exit: 3,
    token: 'UNPROVEN',
    paths: [CONFIG, '/opt/vault/values/gateway-token'],
    facts(came) {
      expect(came.said.replace(/\s+/g, ' ')).toContain('the program /opt/vault/get gives it');
      isUntouched(came, '/opt/vault/values/gateway-token');
      expect(came.look.inside).toEqual([[0], [0]]);
      expect(came.one.secrets()).toEqual([]);
      // What is not known can't have been searched for.
      expect(stepOf(came.state, 'take-the-leaked-token-out-of-other-files').proof?.is).toBe('unproven');
      expect(openIn(came)).toContain('token-is-dead');
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
  'gateway-agent-offline': {
    exit: 1,
    token: 'NOT DEAD',
    async facts(came) {
      expect(containmentOf(came.one.range, came.one.id).interfaces).toMatchObject([{ shut: true }]);
      expect(await came.one.atDoors(came.one.old)).toEqual(['filtered']);
      expect(openIn(came)).toContain('rotate-by-hand');
      expect(came.said.replace(/\s+/g, ' ')).toContain('The network is closed, and the leaked token still works');
      expect(came.one.secrets()).toEqual([]);
    },
  },
  'restart-fails': {
    exit: 3,
    token: 'UNPROVEN',
    at: [CONFIG, inConfig],
    facts(came) {
      // The service is down, and the leaked token is not put back for it.
      expect(came.look.inside).toEqual([[0], [0]]);
      expect(fileNow(came, CONFIG)).not.toContain(came.one.old);
      expect(came.said.replace(/\s+/g, ' ')).toContain('it was started and does not answer');
      // The secret that nobody can use yet is nobody's.
      expect(stepOf(came.state, 'open-the-gateway-again-and-ask-every-door').is).not.toBe('ended');
      expect(came.look.crontab).toMatch(/^# off while an incident is handled: /);
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
  // Nothing to rotate: it is no success, and whoever comes in by the proxy is not let in any longer.
  'no-auth': {
    exit: 1,
    token: 'NOT DEAD',
    paths: [CONFIG],
    async facts(came) {
      expect(openIn(came)).toContain('ask-for-a-token');
      expect(came.one.secrets()).toEqual([]);
      expect(JSON.parse(fileNow(came, CONFIG))).toMatchObject({ gateway: { auth: { mode: 'none' } } });
      expect((await came.one.atDoors('anything')).includes(200)).toBe(false);
      expect(came.look.inside).toEqual([[0], [0]]);
      expect(came.look.running.filter((line) => line.includes('/var/tmp/.k/'))).toEqual([]);
    },
  },
  'tailscale-mode': {
    exit: 3,
    token: 'UNPROVEN',
    at: [CONFIG, inConfig],
    async facts(came) {
      expect(came.said).toMatch(/https:\/\/prod-gateway\.tail4a2b\.ts\.net/);
      expect(openIn(came)).toContain('token-is-dead');
      expect(await attested(came)).toMatch(
        /Gateway token\s+DEAD, by the host’s or a person’s word|Gateway token\s+DEAD, in part/,
      );
    },
  },
  'several-doors': {
    exit: 3,
    token: 'UNPROVEN',
    at: [CONFIG, inConfig],
    async facts(came) {
      const { one, state, look, fresh } = came;
      const rotated = stepOf(state, 'stop-the-gateway-write-a-new-token-start-it-on-loopback');
      expect(rotated.proof).toMatchObject({ is: 'unproven' });
      const why = JSON.stringify(rotated.proof);
      for (const door of ['elb.amazonaws.com', 'cloudfront.net', 'gateway.example.com', 'tail4a2b.ts.net'])
        expect(why).toContain(door);
      expect(openIn(came)).toContain('token-is-dead');
      // Not proven: not opened again, and nothing may start it.
      expect(look.crontab).toBe(`# off while an incident is handled: ${one.planned(CRONTAB)}`);
      expect(JSON.parse(fileNow(came, CONFIG))).toMatchObject({ gateway: { bind: 'loopback' } });
      // In force on the host, so known to somebody.
      expect(one.secrets()).toMatchObject([{ current: fresh, versions: 1, labels: ['AWSCURRENT'] }]);

      const said = await attested(came);
      expect(said).not.toMatch(/Gateway token\s+DEAD, proven/);
      expect(said).toMatch(/Gateway token\s+DEAD/);
      const after = await one.lookAtHost([CONFIG], [one.old, fresh]);
      expect(after.inside).toEqual([[401], [200]]);
      expect(after.crontab).toBe(one.planned(CRONTAB));
      expect(one.secrets()).toMatchObject([{ current: fresh, versions: 1, labels: ['AWSCURRENT'] }]);
      // 429: who tries too often is not even answered 401.
      const statuses = await one.atDoors(one.old);
      expect(statuses.slice(0, 3).filter((answer) => answer !== 401 && answer !== 429)).toEqual([]);
    },
  },
  'not-a-gateway': {
    exit: 1,
    token: 'NOT DEAD',
    facts(came) {
      expect(came.said.replace(/\s+/g, ' ')).toContain('no gateway was found on');
      expect(came.one.secrets()).toEqual([]);
      expect(stepOf(came.state, 'take-the-leaked-token-out-of-other-files').proof?.is).not.toBe('holds');
    },
  },
};
