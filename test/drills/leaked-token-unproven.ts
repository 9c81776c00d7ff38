import { expect } from 'vitest';
import {
  attested,
  CONFIG,
  CRONTAB,
  type Expected,
  fileNow,
  inConfig,
  isUntouched,
  openIn,
} from './leaked-token-came.ts';
import { stepOf } from './stage.ts';
import { containmentOf } from './world.ts';

/** Scenarios that do not, and what a person is left with. */
export const NOT_PROVEN: Readonly<Record<string, Expected>> = {
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
