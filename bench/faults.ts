// npm run sweep:faults: every call of a playbook × every fault that the range knows, each a run of its own from a fresh world.
// Whatever goes wrong, ir must not say that something is so when it is not (reliability.md R7). Takes long: narrow it
// with --calls <regex>, --faults <regex>, --jobs <n> (2). Ends with 1 where a cell broke a rule.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import { playbooks } from '../playbooks/index.ts';
import { planOf } from '../src/plan/index.ts';
import { startRange } from '../src/range/index.ts';
import { broken, type Ended } from './rules.ts';
import { measure } from './measure.ts';
import { runCommand } from './variants.ts';

type Faults = NonNullable<Parameters<typeof startRange>[0]['faults']>;
const KINDS: Readonly<Record<string, Omit<Faults[number], 'operation'>>> = {
  'throttle-once': { kind: 'throttle', times: 1 },
  'throttle-always': { kind: 'throttle' },
  '5xx-once': { kind: '5xx', times: 1 },
  '5xx-always': { kind: '5xx' },
  'html-500': { kind: 'html-500' },
  'html-200': { kind: 'html-200' },
  'empty-200': { kind: 'empty-200' },
  'reset-before': { kind: 'reset', when: 'before', times: 1 },
  'reset-after': { kind: 'reset', when: 'after', times: 1 },
  'access-denied': { kind: 'access-denied' },
  'expired-token': { kind: 'expired-token' },
  hang: { kind: 'hang' },
  trickle: { kind: 'trickle', ms: 30_000 },
};
const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '.' },
    faults: { type: 'string', default: '.' },
    jobs: { type: 'string', default: '2' },
    scenario: { type: 'string', default: 'lean' },
  },
});

const calls = playbooks
  .filter(({ id }) => id === 'compromised-instance')
  .flatMap((playbook) => Object.values(planOf(playbook).actions).flatMap((action) => action.calls));
const cells = [...new Set(calls)]
  .filter((call) => new RegExp(values.calls).test(call))
  .flatMap((call) => Object.entries(KINDS).map(([name, fault]) => ({ call, name, fault })))
  .filter(({ name }) => new RegExp(values.faults).test(name));

/** Runs one cell, and says which rules it broke. */
const runCell = async ({ call, name, fault }: (typeof cells)[number]): Promise<readonly string[]> => {
  const home = mkdtempSync(join(tmpdir(), 'ir-sweep-'));
  const faults = [{ ...fault, operation: call.split(':')[1] ?? '' }];
  const range = await startRange({ scenario: values.scenario, faults });
  try {
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      IR_HOME: join(home, 'state'),
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const instanceId = range.info.targets[0]?.instanceId ?? '';
    const took = await measure(runCommand(range.info.endpoint, instanceId), { ...env, ...range.info.credentials });
    const ended: Ended = { ...took, instanceId, hit: range.faultsHit.length > 0 };
    const wrong = broken(ended, range.world);
    const mark = wrong.length > 0 ? '✘' : ended.hit ? '✔' : '·';
    console.log(
      `${mark} ${call} ${name}: exit ${took.exit}, ${(took.wallMs / 1000).toFixed(1)} s${wrong.map((rule) => `\n    ${rule}`).join('')}`,
    );
    return wrong;
  } finally {
    await range.stop();
    rmSync(home, { recursive: true, force: true });
  }
};

const limit = pLimit(Number(values.jobs));
const results = await Promise.all(cells.map((cell) => limit(() => runCell(cell))));
const bad = results.filter((wrong) => wrong.length > 0).length;
console.log(`${cells.length} cells, ${bad} broke a rule (· = the fault was never met)`);
process.exitCode = bad > 0 ? 1 : 0;
