import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { environment } from './environment.ts';
import { type Running, started } from './running.ts';
import { type Terminal, type TerminalOptions, terminal } from './terminal.ts';

export type { Ended, Running } from './running.ts';
export { KEYS, type Terminal } from './terminal.ts';

type Env = Readonly<Record<string, string>>;

/**
 * Starts the real `bin/ir`, built from this source, in a temporary home with a scrubbed environment. Whatever it has
 * started is killed, and its home removed, when the test leaves: `await using rig = makeRig()`.
 */
export interface Rig extends AsyncDisposable {
  /** HOME of everything that it starts; `IR_HOME` is `state` below it. */
  readonly home: string;
  readonly env: Env;
  /** Starts `ir` with these arguments; await it for how it ended, or talk to it while it runs. */
  readonly ir: (args: readonly string[], options?: { env?: Env; input?: string }) => Running;
  /** The same in a pseudo-terminal, 80 columns wide unless said otherwise. */
  readonly terminal: (args: readonly string[], options?: TerminalOptions) => Terminal;
}

export const makeRig = (): Rig => {
  const program = inject('program');
  const home = mkdtempSync(join(tmpdir(), 'ir-test-'));
  const env = environment(home);
  const live: { kill: () => Promise<void> }[] = [];
  const command = (args: readonly string[]): readonly string[] => {
    if (program.bin === undefined) throw new Error(program.because ?? 'the program was not built');
    return [process.execPath, program.bin, ...args];
  };
  const kept = <T extends { kill: () => Promise<void> }>(one: T): T => {
    live.push(one);
    return one;
  };
  return {
    home,
    env,
    ir: (args, { env: more = {}, input } = {}) =>
      kept(started(command(args), { cwd: home, env: { ...env, ...more }, input })),
    terminal: (args, options = {}) =>
      kept(terminal(command(args), { ...options, cwd: home, env: { ...env, ...options.env } })),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(live.map((one) => one.kill()));
      rmSync(home, { recursive: true, force: true });
    },
  };
};
