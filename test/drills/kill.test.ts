import pLimit from 'p-limit';
import { describe, expect, test } from 'vitest';
import { openOf } from '../../src/engine/index.ts';
import { CRASH_AT } from '../../src/journal/index.ts';
import { makeRig } from '../rig/index.ts';
import { crashed, golden, KILLED, type Outcome, type Point, pointsOf } from './crash.ts';
import { casesIn, textOf, theCaseIn } from './stage.ts';
import { containmentOf, worldIn } from './world.ts';

const MINUTES = 60_000;
/** Each is a chain of processes, mostly waiting: a few more at once than there are cores. */
const atOnce = pLimit(4);

/** What is not as it would be without a crash, one line each. */
const sweep = async (
  scenario: string,
  chains: readonly (readonly Point[])[],
  right: Outcome,
): Promise<readonly string[]> => {
  const wrong = await Promise.all(
    chains.map((points) =>
      atOnce(async () => {
        const { outcome, complaints } = await crashed(scenario, points);
        const said = [...complaints];
        try {
          if (outcome) expect(outcome).toEqual(right);
        } catch (error) {
          said.push(error instanceof Error ? error.message : String(error));
        }
        return said.map((what) => `${points.join(', then ')}: ${what}`);
      }),
    ),
  );
  return wrong.flat();
};

describe('kill -9', () => {
  test(
    'before and after every line of the journal, then a resume, ends as if nothing had happened',
    async () => {
      const { outcome, lines } = await golden('lean');
      expect(lines).toBeGreaterThan(60);
      expect(
        await sweep(
          'lean',
          pointsOf(lines).map((point) => [point]),
          outcome,
        ),
      ).toEqual([]);
    },
    6 * MINUTES,
  );
  test(
    'during a resume, too',
    async () => {
      const { outcome, lines } = await golden('lean');
      const firsts = [0.1, 0.35, 0.5, 0.65, 0.9].map((part) => Math.ceil(part * lines));
      const chains = firsts.flatMap((n, at): Point[][] => [
        [`${n}:after`, `${2 + at}:before`],
        [`${n}:before`, `${8 + 3 * at}:after`, '3:after'],
      ]);
      expect(await sweep('lean', chains, outcome)).toEqual([]);
    },
    2 * MINUTES,
  );
  test.skipIf(process.env['IR_SWEEP'] === undefined)(
    'before and after every line of the default scenario (IR_SWEEP)',
    async () => {
      const { outcome, lines } = await golden('compromised-instance');
      expect(
        await sweep(
          'compromised-instance',
          pointsOf(lines).map((point) => [point]),
          outcome,
        ),
      ).toEqual([]);
    },
    60 * MINUTES,
  );
});

/** A drill that is killed, its own range with it, and resumed: what its last words are. */
const drilled = async (scenario: string, point: Point): Promise<string | undefined> => {
  await using rig = makeRig();
  const killed = await rig.ir(['drill', 'compromised-instance', '--scenario', scenario, '--no-input'], {
    env: { [CRASH_AT]: point },
  });
  const home = `${rig.home}/state`;
  const [name = ''] = casesIn(home);
  if (point === '1:before') return killed.exit === KILLED ? undefined : `${point}: ${killed.stderr}`;
  const { exit, stderr } = await rig.ir(['resume', name, '--no-input']);
  const { state } = await theCaseIn(home); // its chain verifies
  if (![KILLED, 0].includes(killed.exit) || exit !== 0)
    return `${point}: ${killed.exit}, then ${exit}: ${JSON.stringify(openOf(state))} ${stderr}`;
  const world = worldIn(textOf(home, 'cases', name, 'range', 'world.json'));
  const [target] = world.targets;
  const site = { world, account: target?.account ?? '', region: target?.region ?? '' };
  const { interfaces, snapshots } = containmentOf(site, target?.instanceId ?? '');
  const isRight = interfaces.every(({ shut }) => shut) && snapshots.every((count) => count === 1);
  return isRight ? undefined : `${point}: ${JSON.stringify({ interfaces, snapshots })}`;
};
describe('kill -9 of a drill, with its own range', () => {
  const wrongOf = async (scenario: string, points: readonly Point[]): Promise<readonly unknown[]> => {
    const wrong = await Promise.all(points.map((point) => atOnce(() => drilled(scenario, point))));
    return wrong.filter((one) => one !== undefined);
  };
  test.each<readonly [string, readonly Point[]]>([
    ['lean', ['1:before', '1:after', '14:before', '27:after', '41:before', '52:after', '66:after', '75:before']],
    // With an agent whose command must be found again, and delays.
    ['compromised-instance', ['22:before', '30:after', '36:before', '48:after', '70:before', '84:after']],
  ])('%s: at some of its lines, then a resume, ends with 0', async (scenario, points) => {
    expect(await wrongOf(scenario, points)).toEqual([]);
  });
  test.skipIf(process.env['IR_SWEEP'] === undefined)(
    'at each of its lines (IR_SWEEP)',
    async () => {
      expect(await wrongOf('compromised-instance', pointsOf(100))).toEqual([]);
    },
    60 * MINUTES,
  );
});

describe('the hook of these tests', () => {
  test('is refused where AWS itself would be called', async () => {
    await using rig = makeRig();
    const { exit, stdout, stderr } = await rig.ir(
      [
        'run',
        'compromised-instance',
        'i-0123456789abcdef0',
        '--severity',
        'critical',
        '--yes',
        '--no-input',
        '--region',
        'us-west-2',
      ],
      { env: { [CRASH_AT]: '1:before', AWS_ACCESS_KEY_ID: 'AKIA0', AWS_SECRET_ACCESS_KEY: 'x' } },
    );
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(`unset ${CRASH_AT}`);
    expect(casesIn(`${rig.home}/state`)).toEqual([]);
  });
});
