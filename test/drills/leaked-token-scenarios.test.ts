import { describe, expect, test } from 'vitest';
import { scenarioNames } from '../../src/range/index.ts';
import { noHosts, skipped } from '../range/script.ts';
import type { Came, Expected } from './leaked-token-came.ts';
import { PROVEN } from './leaked-token-proven.ts';
import { canariesIn, filesUnder, keptByAws, plantedIn, watchCommandLines } from './leaked-token-secrets.ts';
import { onTokenStage, type TokenStage } from './leaked-token-stage.ts';
import { NOT_PROVEN } from './leaked-token-unproven.ts';
import { textOf } from './stage.ts';
import { placeIn } from './world.ts';

const MINUTES = 60_000;
const FLAGS = ['--severity', 'critical', '--no-input', '--yes', '--debug'] as const;
const SCENARIOS = { ...PROVEN, ...NOT_PROVEN };

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
const leaksOf = async (scenario: string, expected: Expected): Promise<readonly string[]> => {
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
    // 429: who tries too often is not even answered 401.
    expect(doors.filter((answer) => answer !== 401 && answer !== 429)).toEqual([]);
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
  return found;
};

const SUITE = new Set(['leaked-token', 'json5-comments', 'several-doors']);
const isSweep = process.env['IR_SWEEP'] !== undefined;

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
        async () => expect(await leaksOf(scenario, expected)).toEqual([]),
        5 * MINUTES,
      );
  },
);
