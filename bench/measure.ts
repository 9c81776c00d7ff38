import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one process, with all that it started, took. */
export interface Took {
  readonly wallMs: number;
  /** User and system; undefined where /usr/bin/time is missing (Debian's package `time`). */
  readonly cpuMs: number | undefined;
  /** Peak of the largest single process, in MB of 1,024 KB. */
  readonly peakMb: number | undefined;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** `performance.now()` when it was started. */
  readonly startedAt: number;
}
const TIME = '/usr/bin/time';
export const canMeasureCpu = existsSync(TIME);

/** Runs a command to its end. CPU and memory come from wait4, by way of /usr/bin/time. */
export const measure = async (command: readonly string[], env: Readonly<Record<string, string>>): Promise<Took> => {
  const folder = mkdtempSync(join(tmpdir(), 'ir-bench-'));
  const report = join(folder, 'time');
  const [file = '', ...args] = canMeasureCpu ? [TIME, '-q', '-f', '%U %S %M', '-o', report, ...command] : command;
  try {
    const startedAt = performance.now();
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        text[name] += chunk;
      });
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    child.once('error', reject).once('close', (code) => resolve(code ?? 1));
    const exit = await promise;
    const wallMs = performance.now() - startedAt;
    const [user, system, kilobytes] = canMeasureCpu ? readFileSync(report, 'utf8').trim().split(' ').map(Number) : [];
    return {
      wallMs,
      cpuMs: user === undefined || system === undefined ? undefined : (user + system) * 1000,
      peakMb: kilobytes === undefined ? undefined : kilobytes / 1024,
      exit,
      ...text,
      startedAt,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};
