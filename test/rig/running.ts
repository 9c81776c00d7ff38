import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  /** As a shell says it: 128 + the signal's number where one ended it. */
  readonly exit: number;
  /** Standard output as the one JSON document that `--json` promises. */
  readonly json: () => unknown;
}
/** A started program: awaited, it is how it ended. */
export interface Running extends PromiseLike<Ended> {
  readonly pid: number;
  /** What it has written so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves when either stream shows the text; fails when the program ends without. */
  readonly waitFor: (text: string | RegExp) => Promise<void>;
  readonly write: (text: string) => void;
  readonly signal: (name: NodeJS.Signals) => void;
  /** SIGKILL to it and all that it has started, and waits until it is gone. */
  readonly kill: () => Promise<void>;
}

const SIGNALS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };
const shows = (text: string, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);

export const started = (
  [file = '', ...args]: readonly string[],
  { cwd, env, input }: { cwd: string; env: Record<string, string>; input?: string | undefined },
): Running => {
  // A group of its own, so that killing it also kills what it has started.
  const child = spawn(file, args, { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const streams = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      streams[name] += text;
      for (const look of waiting) look();
    });
  child.stdin.on('error', () => undefined); // it may have ended before it read
  if (input !== undefined) child.stdin.end(input);
  const ended = ending(child, streams);
  return {
    pid: child.pid ?? 0,
    stdout: () => streams.stdout,
    stderr: () => streams.stderr,
    waitFor: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!shows(streams.stdout, wanted) && !shows(streams.stderr, wanted)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void ended.then(({ stdout, stderr, exit }) => {
          reject(new Error(`ended with ${exit} before it showed ${String(wanted)}:\n${stdout}\n${stderr}`));
        });
      }),
    write: (text) => void child.stdin.write(text),
    signal: (name) => void child.kill(name),
    kill: async () => {
      killGroup(child);
      await ended;
    },
    // oxlint-disable-next-line unicorn/no-thenable -- awaiting a started program is awaiting its end
    then: (...given) => {
      if (input === undefined) child.stdin.end(); // who only awaits has nothing to say
      return ended.then(...given);
    },
  };
};

const ending = async (child: ChildProcess, streams: { stdout: string; stderr: string }): Promise<Ended> => {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  const { stdout, stderr } = streams;
  return {
    stdout,
    stderr,
    exit: code ?? 128 + (SIGNALS[signal ?? ''] ?? 0),
    json: () => {
      try {
        return JSON.parse(stdout) as unknown;
      } catch {
        throw new Error(`standard output is not one JSON document:\n${stdout}\nstandard error:\n${stderr}`);
      }
    },
  };
};

const killGroup = (child: ChildProcess): void => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // it has ended already
  }
};
