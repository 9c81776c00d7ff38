import pLimit from 'p-limit';
import { describe, expect, test } from 'vitest';
import { CRASH_AT, readJournal } from '../../src/journal/index.ts';
import { clientsFor, responderOf, until } from '../range/rig.ts';
import { asOwner, noHosts, skipped } from '../range/script.ts';
import { KILLED, type Point, pointsOf } from './crash.ts';
import { canariesIn, filesUnder, keptByAws, plantedIn } from './leaked-token-secrets.ts';
import { onTokenStage, type TokenStage } from './leaked-token-stage.ts';
import { casesIn, textOf } from './stage.ts';

const MINUTES = 60_000;
const CONFIG = '/home/ubuntu/.clawdbot/clawdbot.json';
const UNIT = '/home/ubuntu/.config/systemd/user/clawdbot-gateway.service';
const CRONTAB = '/var/spool/cron/crontabs/root';
const RESUME = ['--no-input', '--yes'] as const;

/** What must be so after any number of interruptions: one new token, known in one place, and nothing of the old one. */
const settled = async (one: TokenStage, name: string) => {
  // Before this test itself asks the host: its own scripts hold what they look for.
  const byAws = keptByAws(one.range);
  const { files } = await one.lookAtHost([CONFIG, UNIT], []);
  const inFile = /"token": "([^"]+)"/.exec(files[CONFIG]?.text ?? '')?.[1] ?? '';
  const inUnit = /CLAWDBOT_GATEWAY_TOKEN=(\S+)/.exec(files[UNIT]?.text ?? '')?.[1] ?? '';
  const { inside, crontab, running } = await one.lookAtHost([], [one.old, inFile]);
  const secrets = one.secrets();
  const left = await one.onHost('find /var/lib/ir /run/ir /run/ir-*.lock -type f 2> /dev/null || true');
  const canaries = [...plantedIn(one.range), { what: 'the new token', value: inFile }];
  return {
    isNew: inFile.length === 48 && inFile !== one.old,
    isInUnit: inUnit === inFile,
    isOnlyOne: JSON.stringify(files).includes(one.old) ? 'the leaked one is still in a file' : 'only the new one',
    isKnown: secrets.map(({ current, labels }) => [current === inFile, labels]),
    versionsMade: secrets.reduce((sum, { versions }) => sum + versions, 0),
    inside,
    doors: [await one.atDoors(one.old), await one.atDoors(inFile)],
    watched: crontab === one.planned(CRONTAB),
    tools: running.filter((line) => line.includes('/var/tmp/.k/')),
    leftOnHost: left.trim(),
    leaks: canariesIn(canaries, [...filesUnder(one.rig.home), ...byAws]),
    damage: (await readJournal(`${one.home}/cases/${name}/journal.jsonl`)).damage?.says,
  };
};
const RIGHT: Awaited<ReturnType<typeof settled>> = {
  isNew: true,
  isInUnit: true,
  isOnlyOne: 'only the new one',
  isKnown: [[true, ['AWSCURRENT']]],
  versionsMade: 1,
  inside: [[401], [200]],
  doors: [[401], [200]],
  watched: true,
  tools: [],
  leftOnHost: '',
  leaks: [],
  damage: undefined,
};

/** Killed at each point in turn, then resumed to its end. Returns the case's name. */
const killedAt = async (one: TokenStage, points: readonly Point[]): Promise<string> => {
  let name = '';
  for (const point of points) {
    const env = { [CRASH_AT]: point };
    const { exit, stderr } = await (name === ''
      ? one.run(undefined, { env })
      : one.ir(['resume', name, ...RESUME], { env }));
    if (exit !== KILLED && exit !== 5) throw new Error(`${point}: ended with ${exit}: ${stderr.slice(-1_500)}`);
    name = casesIn(one.home)[0] ?? '';
  }
  // Killed before its first line there is nothing to resume: a case without a journal, and another one is opened.
  const isEmpty = (each: string): boolean => textOf(one.home, 'cases', each, 'journal.jsonl') === '';
  const last = await (name === '' || isEmpty(name) ? one.run() : one.ir(['resume', name, ...RESUME]));
  if (last.exit !== 5) throw new Error(`the last resume ended with ${last.exit}: ${last.stderr.slice(-2_500)}`);
  return casesIn(one.home).find((each) => !isEmpty(each)) ?? '';
};

describe.skipIf(noHosts !== undefined)(`a run that is stopped, and resumed${skipped}`, { concurrent: true }, () => {
  test('kill -9 in the middle of each step of the rotation: one new token, and the leaked one is dead', async () => {
    await using one = await onTokenStage('leaked-token');
    // When the host has done it and nobody has written that down: rotated, stored, cleaned, opened again, forgotten.
    const name = await killedAt(one, [
      '26:before',
      '7:before',
      '5:after',
      '9:before',
      '24:before',
      '8:before',
      '3:after',
    ]);
    expect(await settled(one, name)).toEqual(RIGHT);

    // Changed back behind our back, first in the file alone, then in force.
    await one.onHost(`sed -i 's/"token": "[^"]*"/"token": "${one.old}"/' ${CONFIG}`);
    const inFile = await one.ir(['status', name]);
    expect([inFile.exit, inFile.stdout]).toEqual([1, expect.stringContaining('NOT CONTAINED')]);
    const manager = asOwner('systemctl --user');
    await one.onHost(
      `sed -i 's/_TOKEN=.*/_TOKEN=${one.old}/' ${UNIT} && ${manager} daemon-reload && ${manager} restart clawdbot-gateway`,
    );
    await until(
      () => one.atDoors(one.old),
      ([answer]) => answer === 200,
    );
    const { exit, stdout } = await one.ir(['status', name]);
    expect([exit, stdout]).toEqual([1, expect.stringContaining('NOT CONTAINED')]);
    expect(stdout).toMatch(/Gateway token\s+NOT DEAD/);
    expect(canariesIn(plantedIn(one.range), [{ where: 'ir status', text: stdout }])).toEqual([]);
  });
  test('Ctrl-C while the host is at it, where the leaked token has a home already: that gets the new one, and the old label goes', async () => {
    await using one = await onTokenStage('leaked-token');
    const { secrets } = clientsFor(one.range.endpoint, responderOf(one.range));
    await secrets.createSecret({ Name: 'moltbot/gateway-token', SecretString: one.old });
    const running = one.run();
    await running.waitFor('Stop the gateway, write a new token, start it on loopback: begun');
    running.signal('SIGINT');
    const { exit, stderr } = await running;
    expect(exit).toBe(130);
    const { name } = await one.theCase();
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(`Go on with: ir resume ${name}`);
    const again = await one.ir(['resume', name, ...RESUME]);
    expect([again.exit, again.exit === 5 ? '' : again.stderr]).toEqual([5, '']);
    // The burned version is there without a label, and one more.
    expect(await settled(one, name)).toEqual({ ...RIGHT, versionsMade: 2 });
    expect(one.secrets().map((each) => each.name)).toEqual(['moltbot/gateway-token']);
  });
  test.skipIf(process.env['IR_SWEEP'] === undefined)(
    'kill -9 before and after every line (IR_SWEEP)',
    async () => {
      const atOnce = pLimit(4);
      const wrong = await Promise.all(
        pointsOf(76).map((point) =>
          atOnce(async () => {
            await using one = await onTokenStage('leaked-token');
            try {
              expect(await settled(one, await killedAt(one, [point]))).toEqual(RIGHT);
              return [];
            } catch (error) {
              return [`${point}: ${error instanceof Error ? error.message : String(error)}`];
            }
          }),
        ),
      );
      expect(wrong.flat()).toEqual([]);
    },
    120 * MINUTES,
  );
});
