import pLimit from 'p-limit';
import { describe, expect, test } from 'vitest';
import { CRASH_AT } from '../../src/journal/index.ts';
import { makeRig } from '../rig/index.ts';
import { crashed, golden, type Outcome, type Point, pointsOf } from './crash.ts';
import { casesIn } from './stage.ts';

const MINUTES = 60_000;
/** Each is a chain of processes, mostly waiting: a few more at once than there are cores. */
const atOnce = pLimit(4);

const sweep = async (scenario: string, chains: readonly (readonly Point[])[], right: Outcome): Promise<void> => {
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
  expect(wrong.flat()).toEqual([]);
};

describe('kill -9', () => {
  test(
    'before and after every line of the journal, then a resume, ends as if nothing had happened',
    async () => {
      const { outcome, lines } = await golden('lean');
      expect(lines).toBeGreaterThan(60);
      await sweep(
        'lean',
        pointsOf(lines).map((point) => [point]),
        outcome,
      );
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
      await sweep('lean', chains, outcome);
    },
    2 * MINUTES,
  );
  test.skipIf(process.env['IR_SWEEP'] === undefined)(
    'before and after every line of the default scenario (IR_SWEEP)',
    async () => {
      const { outcome, lines } = await golden('compromised-instance');
      await sweep(
        'compromised-instance',
        pointsOf(lines).map((point) => [point]),
        outcome,
      );
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
