import { type Fault, parseFault, type RangeOptions, startRange, scenarioNames } from '../../range/index.ts';
import { programName } from '../settings.ts';
import { usage } from '../stop.ts';
import { jsonLine } from '../json.ts';

const numberOf = (options: Record<string, unknown>, name: string): number | undefined => {
  if (options[name] === undefined) return undefined;
  const number = Number(options[name]);
  if (!Number.isSafeInteger(number) || number < 0)
    throw usage(
      `--${name}: “${JSON.stringify(options[name])}” is not a whole number`,
      `range --${name} 41, for example`,
    );
  return number;
};
/** `--fault CreateSnapshots=throttle`, as often as wanted. */
export const faultsOf = (options: Readonly<Record<string, unknown>>): readonly Fault[] =>
  (Array.isArray(options['fault']) ? options['fault'].map(String) : []).map((text) => {
    try {
      return parseFault(text);
    } catch (error) {
      throw usage(
        `--fault: ${error instanceof Error ? error.message : String(error)}`,
        'the same command with --fault EC2.CreateSnapshots=5xx,times=2, for example',
      );
    }
  });
const ended = (untilStdinEnds: boolean): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (untilStdinEnds) {
    // The drill that started it decides when it ends: Ctrl-C reaches the whole terminal group, and is the drill's.
    process.on('SIGINT', () => undefined);
    process.stdin
      .resume()
      .once('end', resolve)
      .once('error', () => resolve());
  } else process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
  return promise;
};

/** The simulated AWS on its own: one line says where it is, then it answers until it is stopped. */
export const command = async (options: Record<string, unknown>): Promise<number> => {
  const scenario = String(options['scenario']);
  if (!scenarioNames().includes(scenario))
    throw usage(`there is no scenario “${scenario}”`, `one of: ${scenarioNames().join(', ')}`);
  const numbers = {
    seed: numberOf(options, 'seed'),
    port: numberOf(options, 'port'),
    latencyMs: numberOf(options, 'latency'),
  };
  const dir = typeof options['dir'] === 'string' ? { dir: options['dir'] } : {};
  const range = await startRange({
    scenario,
    faults: faultsOf(options),
    ...dir,
    ...(defined(numbers) as Partial<RangeOptions>),
  });
  const stop = ended(options['untilStdinEnds'] === true);
  const { info } = range;
  if (options['json'] === true) process.stdout.write(jsonLine(info));
  else {
    // Loaded here alone: a drill's own range is started with --json, and waits for no playbook.
    const { rangeText } = await import('../range-text.ts');
    process.stdout.write(rangeText(info, programName(process.env)));
    process.stderr.write('Ctrl-C stops it.\n');
  }
  await stop;
  // Whoever started it reads what the attacker got in with: the last word of a drill.
  if (options['json'] === true && range.attack) process.stdout.write(jsonLine({ attack: range.attack }));
  await range.stop();
  return 0;
};
const defined = (values: object): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
