import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../rig/environment.ts';
import { type Terminal, terminal, type TerminalOptions } from '../rig/terminal.ts';

/** A script of this folder in a pseudo-terminal; killed when the test leaves. */
export const started = (
  script: string,
  args: readonly string[] = [],
  options: TerminalOptions = {},
): Terminal & AsyncDisposable => {
  const home = mkdtempSync(join(tmpdir(), 'ir-terminal-'));
  const command = [process.execPath, join(import.meta.dirname, script), ...args];
  const one = terminal(command, { ...options, cwd: home, env: { ...environment(home), ...options.env } });
  return {
    ...one,
    [Symbol.asyncDispose]: async () => {
      await one.kill();
      rmSync(home, { recursive: true, force: true });
    },
  };
};
