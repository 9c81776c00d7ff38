import { describe, expect, test } from 'vitest';
import { scenarioNames } from '../../src/range/index.ts';
import { noHosts, skipped } from '../range/script.ts';
import { canariesIn, filesUnder, keptByAws, plantedIn, watchCommandLines } from './leaked-token-secrets.ts';
import { type HostLook, onTokenStage, type TokenStage } from './leaked-token-stage.ts';
import { type CaseRead, stepOf, textOf } from './stage.ts';
import { containmentOf, placeIn } from './world.ts';

const MINUTES = 60_000;
const FLAGS = ['--severity', 'critical', '--no-input', '--yes', '--debug'] as const;
const HOME = '/home/ubuntu';
const UNIT = `${HOME}/.config/systemd/user/openclaw-gateway.service`;
const CONFIG = `${HOME}/.openclaw/openclaw.json`;
const CRONTAB = '/var/spool/cron/crontabs/root';

/** A run, and all that a test may want to know of it. */
interface Came extends CaseRead {
  readonly one: TokenStage;
  readonly exit: number;
  readonly said: string;
  readonly timeline: string;
  /** The new token, as the host holds it in one of its sources. */
  readonly fresh: string;
  readonly look: HostLook;
}
interface Expected {
  readonly exit: number;
  readonly token: 'DEAD, proven' | 'UNPROVEN' | 'NOT DEAD';
  /** Where its token stands after the run, and how it is read from there. */
  readonly at?: readonly [path: string, shape: RegExp];
  /** Files whose end is of interest. */
  readonly paths?: readonly string[];
  readonly flags?: readonly string[];
  /** Done on the host before the run, as its past. */
  readonly past?: string;
  readonly facts?: (came: Came) => Promise<void> | void;
}
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
const inConfig = /"?(?:token|password)"?:\s*"([^"]+)"/;
const proven: Pick<Expected, 'exit' | 'token'> = { exit: 5, token: 'DEAD, proven' };
const outputOf = ({ entries }: CaseRead, step: string): Record<string, unknown> => {
  const ended = entries.findLast((entry) => entry.is === 'ended' && entry.key.endsWith(step));
  if (ended?.is !== 'ended') throw new Error(`${step} has not ended`);
  return ended.output as Record<string, unknown>;
};
interface Source {
  readonly kind: string;
  readonly where: string;
  readonly wins: boolean;
}
/** The places that the gateway was found to take its token from, before anything was changed. */
const winners = (came: CaseRead): readonly string[] => {
  const { gateways } = outputOf(came, 'find-the-gateway-and-where-its-token-comes-from') as {
    gateways: readonly { sources: readonly Source[] }[];
  };
  return gateways.flatMap(({ sources }) => sources.filter(({ wins }) => wins).map(({ kind }) => kind));
};
const fileNow = ({ look }: Came, path: string): string => {
  const file = look.files[path];
  if (file === undefined) throw new Error(`the host has no ${path}`);
  return file.text;
};
/** Of a file only the token has changed, and neither its mode. */
const isSameBut = (came: Came, path: string, mode = '600'): void => {
  const { one, fresh, look } = came;
  expect(fileNow(came, path)).toBe(one.planned(path).replaceAll(one.old, fresh));
  expect(look.files[path]?.mode).toBe(mode);
};
const isUntouched = (came: Came, path: string): void => expect(fileNow(came, path)).toBe(came.one.planned(path));
const at = ({ entries }: CaseRead, is: string, step: string): number =>
  entries.findIndex((entry) => entry.is === is && 'key' in entry && entry.key.endsWith(step));
const openIn = ({ state }: CaseRead): readonly string[] =>
  state.byHands.filter(({ open }) => open).map(({ key }) => key);

/** The processes that were still there once the gateway was stopped, and that were ended. */
const endedIn = (came: CaseRead): string => {
  const { gateways } = outputOf(came, 'stop-the-gateway-write-a-new-token-start-it-on-loopback') as {
    gateways: readonly { ended: readonly string[] }[];
  };
  return gateways.flatMap(({ ended }) => ended).join('\n');
};
/** What every run that ends proven has done, whatever its host is like. */
const cleaned = (came: Came): void => {
  const { one, state, look, fresh } = came;
  expect(one.secrets()).toEqual([
    { name: expect.any(String) as unknown, current: fresh, versions: 1, labels: ['AWSCURRENT'] },
  ]);
  expect(stepOf(state, 'revoke-every-paired-device').proof?.is).toBe('holds');
  expect(stepOf(state, 'take-the-leaked-token-out-of-other-files').proof?.is).toBe('holds');
  // The attacker's process, which outlived a restart of the older products, is gone.
  expect(look.running.filter((line) => line.includes('/var/tmp/.k/'))).toEqual([]);
  // What would have started it again was off meanwhile, and is on again.
  expect(outputOf(came, 'stop-the-gateway-write-a-new-token-start-it-on-loopback')['paused']).toHaveLength(1);
  expect(look.crontab).toBe(one.planned(CRONTAB));
  // Evidence first.
  expect(at(came, 'kept', 'keep-logs-and-config-of-the-gateway')).toBeLessThan(
    at(came, 'began', 'take-the-leaked-token-out-of-other-files'),
  );
  expect(at(came, 'kept', 'keep-logs-and-config-of-the-gateway')).toBeGreaterThan(0);
  const parameters = Object.values(placeIn(one.range).there.parameters);
  expect(parameters.filter((parameter) => JSON.stringify(parameter).includes(one.old))).toEqual([]);
  const copy = parameters.find((parameter) => parameter.name.endsWith('/gateway-token'));
  expect([copy?.value, copy?.history ?? []]).toEqual([expect.stringMatching(/^rotated; .*get-secret-value/), []]);
};
/** A person says that they have asked the doors, and the run goes on. */
const attested = async ({ one, name }: Came): Promise<string> => {
  const done = await one.ir([
    'done',
    name,
    'token-is-dead',
    '--how',
    'asked myself: 401, then 200',
    '--yes',
    '--no-input',
  ]);
  expect([done.exit, done.stderr]).toEqual([5, expect.stringContaining('Gateway token')]);
  return done.stderr;
};

const SCENARIOS: Readonly<Record<string, Expected>> = {
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
    exit: 1,
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
    exit: 1,
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
    exit: 1,
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
      expect(one.secrets()).toEqual([]);

      const said = await attested(came);
      expect(said).not.toMatch(/Gateway token\s+DEAD, proven/);
      expect(said).toMatch(/Gateway token\s+DEAD/);
      const after = await one.lookAtHost([CONFIG], [one.old, fresh]);
      expect(after.inside).toEqual([[401], [200]]);
      expect(after.crontab).toBe(one.planned(CRONTAB));
      expect(one.secrets()).toMatchObject([{ current: fresh, versions: 1, labels: ['AWSCURRENT'] }]);
      const statuses = await one.atDoors(one.old);
      expect(statuses.slice(0, 3)).toEqual([401, 401, 401]);
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

/** The token in force by the host's own files, and what the host looks like now. */
const lookedAt = async (
  one: TokenStage,
  { at: place, paths = [] }: Expected,
): Promise<Pick<Came, 'fresh' | 'look'>> => {
  const isOffline = placeIn(one.range).there.agents[one.id]?.offline === true;
  if (isOffline) return { fresh: '', look: { files: {}, running: [], inside: [], crontab: '' } };
  const first = await one.lookAtHost([...(place ? [place[0]] : []), ...paths], []);
  const fresh = place?.[1].exec(first.files[place[0]]?.text ?? '')?.[1] ?? '';
  const { inside } = await one.lookAtHost([], [one.old, fresh]);
  return { fresh, look: { ...first, inside } };
};

/** Runs a scenario and holds it to what is true of all of them: no secret is anywhere, and nothing false is said. */
const ran = async (scenario: string, expected: Expected): Promise<void> => {
  await using one = await onTokenStage(scenario);
  const canaries = plantedIn(one.range);
  if (expected.past !== undefined) await one.onHost(expected.past);
  const lines = watchCommandLines();
  const { exit, stdout, stderr } = await one.run([...FLAGS, ...(expected.flags ?? [])]);
  const commandLines = lines.stop();
  const byAws = keptByAws(one.range);
  const read = await one.theCase();
  const status = await one.ir(['status', read.name, '--offline']);
  const { fresh, look } = await lookedAt(one, expected);

  const made = fresh === '' ? [] : [{ what: 'the new token', value: fresh }];
  const stored = one.secrets().map(({ current }) => ({ what: 'the new token', value: current }));
  const found = canariesIn(
    [...canaries, ...made, ...stored],
    [
      { where: 'standard output', text: stdout },
      { where: 'standard error', text: stderr },
      { where: 'ir status', text: status.stdout + status.stderr },
      ...filesUnder(one.rig.home),
      ...byAws,
      ...commandLines,
    ],
  );
  expect(found).toEqual([]);

  const said = /Gateway token\s+(.*)/.exec(status.stdout)?.[1] ?? '';
  const wrong = read.state.steps.filter(({ is, proof }) => is === 'failed' || (proof && proof.is !== 'holds'));
  const why = exit === expected.exit ? [] : wrong.map(({ id, is, proof, failure }) => [id, is, proof, failure]);
  expect({ exit, why, said }).toEqual({
    exit: expected.exit,
    why: [],
    said: expect.stringMatching(`^${expected.token}`) as unknown,
  });
  if (expected.token === 'DEAD, proven') {
    expect(look.inside).toEqual([[401], [200]]);
    const doors = await one.atDoors(one.old);
    expect(doors.every((answer) => answer === 401)).toBe(true);
  } else expect(stdout + stderr + status.stdout).not.toMatch(/Verdict\s+CONTAINED|Gateway token\s+DEAD/);
  await expected.facts?.({
    one,
    exit,
    said: stderr,
    timeline: textOf(read.folder, 'timeline.md'),
    fresh,
    look,
    ...read,
  });
};

const SUITE = new Set(['leaked-token', 'json5-comments', 'several-doors']);
const isSweep = process.env['IR_SWEEP'] !== undefined;

test.todo(
  'not-a-gateway: nothing at all is changed there; today its sessions are ended and denied, and it is snapshotted',
);
test.todo('two-gateways: the one whose token did not leak is left alone, as the scenario says; today each is rotated');
test.todo(
  'token-as-secretref-exec: a copy in Parameter Store that could not be told from others is said to be unknown',
);
test.todo('a config with $include: the token in the file that it names is found and replaced');
test.todo('a log that is being written to is changed in place: today its writer goes on in a file that is gone');

test('every scenario of the leaked token has its facts written down', () => {
  expect(Object.keys(SCENARIOS).toSorted()).toEqual(scenarioNames('leaked-token').toSorted());
});
describe.skipIf(noHosts !== undefined)(
  `no secret is anywhere, and what is said is true${skipped}`,
  { concurrent: true },
  () => {
    for (const [scenario, expected] of Object.entries(SCENARIOS))
      test.skipIf(!isSweep && !SUITE.has(scenario))(
        `${scenario}${SUITE.has(scenario) ? '' : ' (IR_SWEEP)'}`,
        () => ran(scenario, expected),
        5 * MINUTES,
      );
  },
);
