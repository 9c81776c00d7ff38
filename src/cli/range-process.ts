import { type ChildProcess, spawn } from 'node:child_process';
import type { Reached } from './session.ts';
import { Stop } from './stop.ts';

/** A range in a process of its own, as `ir range --json` describes it. */
export interface RangeProcess extends Reached {
  readonly account: string;
  readonly scenario: string;
  readonly severity: 'critical' | 'high' | 'medium';
  readonly targets: readonly { readonly instanceId: string; readonly name?: string }[];
  readonly people: Readonly<Record<string, Person>>;
  readonly alertedAgoMs?: number;
  readonly stop: () => Promise<void>;
  /** Once it has stopped: what the attacker got in with after the alert, where somebody attacks. */
  readonly attacked: () => Attacked | undefined;
}
/** By credential: how often it was let in, and when last (ms since the epoch). */
export interface Attacked {
  readonly credentials: Readonly<
    Record<string, { readonly accepted: number; readonly lastAcceptedAt?: number; readonly lastMet?: string }>
  >;
}
export interface Person {
  readonly answer: 'approve' | 'deny' | 'done';
  readonly proof?: Readonly<Record<string, unknown>>;
  readonly afterMs: number;
}
export interface RangeStart {
  readonly scenario: string;
  /** Where its state lives, so that a killed drill can be resumed. */
  readonly dir: string;
  readonly seed?: number;
  readonly faults?: readonly string[];
}

/** Only what a process needs to start: nothing of AWS, no secrets. */
const bareEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'LANG', 'IR_HOME'].flatMap((name) =>
      process.env[name] === undefined ? [] : [[name, process.env[name]]],
    ),
  );

/** Starts a range and waits for its one line. It ends with this process: its standard input closes then. */
export const startRangeProcess = async (start: RangeStart): Promise<RangeProcess> => {
  const entry = process.argv[1] ?? '';
  const args = ['range', '--scenario', start.scenario, '--dir', start.dir, '--json', '--until-stdin-ends'];
  if (start.seed !== undefined) args.push('--seed', `${start.seed}`);
  for (const fault of start.faults ?? []) args.push('--fault', fault);
  const child = spawn(process.execPath, [...process.execArgv, entry, ...args], {
    env: bareEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said = await firstLine(child);
  // It must not keep this process alive, nor be killed by the terminal's Ctrl-C before the journal is flushed.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr] as unknown as { unref?: () => void }[])
    stream.unref?.();
  const info = JSON.parse(said) as Omit<RangeProcess, 'stop' | 'attacked'> | Failed;
  let last = '';
  child.stdout?.on('data', (text: string) => (last = `${last}${text}`.slice(-20_000)));
  if ('failure' in info) {
    const { message: what, safe = 'Nothing was changed.', next = 'drill --help' } = info.failure;
    throw new Stop(info.exit, { what, safe, next, reason: 'range' });
  }
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
    child.ref();
    child.stdin?.end();
    await gone;
  };
  const attacked = (): Attacked | undefined => {
    const line = last.split('\n').find((each) => each.startsWith('{"attack"'));
    return line === undefined ? undefined : (JSON.parse(line) as { attack: Attacked }).attack;
  };
  return { ...info, stop, attacked };
};

/** What `ir range --json` says where it does not start: an unknown fault, a port that is taken. */
interface Failed {
  readonly exit: number;
  readonly failure: { readonly message: string; readonly safe?: string; readonly next?: string };
}

const firstLine = async (child: ChildProcess): Promise<string> => {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let out = '';
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err = `${err}${text}`.slice(-2_000)));
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    const end = out.indexOf('\n');
    if (end >= 0) resolve(out.slice(0, end));
  });
  const failed = (why: string): void =>
    reject(
      new Stop(1, {
        what: `the range did not start: ${why} ${err.trim()}`,
        safe: 'Nothing was changed.',
        reason: 'range',
      }),
    );
  child.once('error', (error) => failed(error.message));
  child.once('exit', (code) => failed(`it ended with ${code}.`));
  return promise;
};
