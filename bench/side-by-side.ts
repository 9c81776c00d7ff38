// npm run bench: the seed's commands, a plain SDK script and ir, one after another against the same range, in one run.
// --rounds <n> (15): how often each; two more go before, uncounted. Prints a table of goals; never a test.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { LIMITS, sizesOf } from '../bin/sizes.mts';
import { canMeasureCpu, measure, median, type Took } from './measure.ts';
import { startProxy } from './proxy.ts';
import { startRange } from './range.ts';
import { type Row, table } from './report.ts';
import { AWS, HELLO, IR, isBuilt, type Variant, variants } from './variants.ts';

const WARM_UPS = 2;
const at = process.argv.indexOf('--rounds');
const rounds = at > 0 ? Number(process.argv[at + 1]) : 15;
const home = mkdtempSync(join(tmpdir(), 'ir-bench-home-'));
const bareEnv = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: home,
  IR_HOME: mkdtempSync(join(home, 'state-')),
  AWS_PAGER: '',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  ...(AWS === undefined ? {} : { AWS }),
});

/** One run of a variant on a fresh target; `firstMs` is when its first isolating request was on the way. */
interface Ran extends Took {
  readonly firstMs?: number | undefined;
}
const runOnce = async (variant: Variant, through: 'proxy' | 'directly'): Promise<Ran> => {
  const range = await startRange(IR, bareEnv());
  const proxy = through === 'proxy' ? await startProxy(range.endpoint) : undefined;
  try {
    const endpoint = proxy?.endpoint ?? range.endpoint;
    const env = { ...bareEnv(), ...range.env, ENDPOINT: endpoint };
    const took = await measure(variant.command(endpoint, range.instanceId), env);
    if (!variant.good.includes(took.exit))
      throw new Error(`${variant.what} ended with ${took.exit}:\n${took.stdout}\n${took.stderr}`);
    const first = proxy?.passed.find((one) => one.isolates);
    return { ...took, firstMs: first === undefined ? undefined : first.at - took.startedAt };
  } finally {
    await proxy?.close();
    await range.stop();
  }
};
/** Each once per round, in turn, so that whatever else the machine does hits all alike. */
const interleaved = async <T>(members: readonly T[], once: (member: T) => Promise<Ran>): Promise<Map<T, Ran[]>> => {
  const all = new Map<T, Ran[]>(members.map((member) => [member, []]));
  for (let round = -WARM_UPS; round < rounds; round += 1)
    for (const member of members) {
      const ran = await once(member);
      if (round >= 0) all.get(member)?.push(ran);
    }
  return all;
};

type Figure = 'wallMs' | 'cpuMs' | 'peakMb' | 'firstMs';
const figures = (runs: readonly Ran[] | undefined, figure: Figure): readonly number[] =>
  (runs ?? []).flatMap((run) => run[figure] ?? []);
const middle = (runs: readonly Ran[] | undefined, figure: Figure): number => median(figures(runs, figure));
const rows: Row[] = [];
/** Holds one variant's median against another's. */
const compare = (
  [goal, what, limit, stretch]: readonly [goal: string, what: string, limit: number, stretch?: number],
  ours: readonly Ran[] | undefined,
  theirs: readonly Ran[] | undefined,
  figure: Figure,
): void => {
  const [a, b] = [middle(ours, figure), middle(theirs, figure)];
  const unit = figure === 'peakMb' ? 'MB' : 'ms';
  const least = Math.min(...figures(ours, figure)).toFixed(0);
  const measured = Number.isNaN(a / b) ? 'not here' : `${a.toFixed(0)} (min ${least}) of ${b.toFixed(0)} ${unit}`;
  rows.push({ goal, what, measured, value: a / b, limit, ...(stretch === undefined ? {} : { stretch }) });
};

if (!isBuilt()) throw new Error('there is no dist/ir.js: npm run build');
console.log(
  `${rounds} rounds after ${WARM_UPS} · Node ${process.version} · load ${loadavg()
    .map((n) => n.toFixed(2))
    .join(' ')}`,
);
if (AWS === undefined) console.log('aws is not installed here: what is measured against it is left out');
if (!canMeasureCpu) console.log('/usr/bin/time is not installed here: no processor time and no memory');

try {
  const [seed, bare, ir] = ['seed', 'bare', 'ir'].map((name) => variants.find((variant) => variant.name === name));
  if (ir === undefined || bare === undefined) throw new Error('no such variant');
  const whole = await interleaved(variants, (variant) => runOnce(variant, 'directly'));
  const first = await interleaved(variants, (variant) => runOnce(variant, 'proxy'));
  const of = (runs: ReadonlyMap<Variant, Ran[]>, variant: Variant | undefined) => variant && runs.get(variant);
  compare(['P1', 'whole run, wall, against the seed', 0.15, 0.1], of(whole, ir), of(whole, seed), 'wallMs');
  compare(['P1', 'whole run, processor, against the seed', 0.15, 0.1], of(whole, ir), of(whole, seed), 'cpuMs');
  compare(['P2', 'whole run, wall, against a plain SDK script', 0.6, 0.5], of(whole, ir), of(whole, bare), 'wallMs');
  compare(
    ['P3', 'start to first isolating request, against the seed', 0.3, 0.2],
    of(first, ir),
    of(first, seed),
    'firstMs',
  );

  const aws = AWS === undefined ? undefined : [AWS, '--version'];
  const starts: Readonly<Record<'help' | 'version' | 'hello', readonly string[]> & { aws?: readonly string[] }> = {
    help: [...IR, '--help'],
    version: [...IR, '--version'],
    hello: HELLO,
    ...(aws ? { aws } : {}),
  };
  const started = await interleaved(Object.values(starts), (command: readonly string[]) => measure(command, bareEnv()));
  const runsOf = (command: readonly string[] | undefined) => command && started.get(command);
  compare(
    ['P14', 'ir --help, against an empty Node program', 1.25],
    runsOf(starts.help),
    runsOf(starts.hello),
    'wallMs',
  );
  compare(
    ['P14', 'ir --version, against an empty Node program', 1.25],
    runsOf(starts.version),
    runsOf(starts.hello),
    'wallMs',
  );
  compare(['P14', 'ir --help, against aws --version', 0.15], runsOf(starts.help), runsOf(aws), 'wallMs');
  compare(['P16', 'peak memory, against one aws process', 1.25], of(whole, ir), of(whole, seed), 'peakMb');

  const sizes = sizesOf(JSON.parse(readFileSync(join(import.meta.dirname, '../dist/meta.json'), 'utf8')) as Metafile);
  for (const [name, what] of [
    ['runPath', 'run path without prompts'],
    ['ec2Schemas', 'EC2 schemas'],
    ['dist', 'dist'],
  ] as const)
    rows.push({ goal: 'P18', what, measured: `${sizes[name]} KB`, value: sizes[name], limit: LIMITS[name] });
  rows.push(await farAway(ir));
} finally {
  rmSync(home, { recursive: true, force: true });
}
console.log(
  `\n${table(rows)}\n\nload ${loadavg()
    .map((n) => n.toFixed(2))
    .join(' ')}`,
);

/** P19: with AWS 80 ms away and 3 s per SSM command, from the start to the reading back of the last changed groups. */
async function farAway(ir: Variant): Promise<Row> {
  const range = await startRange(IR, bareEnv());
  const proxy = await startProxy(range.endpoint, (action) => (action === 'SendCommand' ? 3_080 : 80));
  try {
    const command = ir.command(proxy.endpoint, range.instanceId);
    const took = await measure(command, { ...bareEnv(), ...range.env });
    const requests = proxy.passed.toSorted((a, b) => a.at - b.at);
    const isolated = requests.findLastIndex((one) => one.isolates);
    const read = requests.slice(isolated + 1).find((one) => one.action === 'DescribeNetworkInterfaces');
    const value = read === undefined ? undefined : (read.answeredAt - took.startedAt) / 1000;
    const measured = `${proxy.passed.length} calls, ${(took.wallMs / 1000).toFixed(1)} s in all`;
    return { goal: 'P19', what: 'start to verified isolation, 80 ms per call', measured, value, limit: 10 };
  } finally {
    await proxy.close();
    await range.stop();
  }
}
