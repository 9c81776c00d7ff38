import { execFile, execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** What a program said, or undefined where it failed or is not there. Its environment is bare. */
export const run = (
  file: string,
  args: readonly string[],
  seconds = 10,
  env: NodeJS.ProcessEnv = {},
): string | undefined => {
  try {
    return execFileSync(file, args as string[], {
      encoding: 'utf8',
      timeout: seconds * 1_000,
      maxBuffer: 8 << 20,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', ...env },
    });
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    return stdout === undefined || stdout === '' ? undefined : stdout;
  }
};
/** The same, while others run. */
export const runBeside = (file: string, args: readonly string[], seconds: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], LANG: 'C.UTF-8' };
    const options = { encoding: 'utf8', timeout: seconds * 1_000, maxBuffer: 8 << 20, env } as const;
    execFile(file, args as string[], options, (_, stdout) => resolve(stdout === '' ? undefined : stdout)).stdin?.end();
  });
export const read = (path: string): string | undefined => {
  try {
    return statSync(path).size > 8 << 20 ? undefined : readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/**
 * Into place in one step, with owner and mode kept; on a full disk over the old bytes, which needs no new ones. A link stays
 * one: what it points to is changed.
 */
export const replaceFile = (named: string, text: string): void => {
  const path = realpathSync(named);
  const { uid, gid, mode } = statSync(path);
  const beside = join(dirname(path), `.ir-${process.pid}`);
  try {
    writeNew(beside, text, mode % 0o1000, uid, gid);
    renameSync(beside, path);
  } catch (error) {
    if (existsSync(beside)) unlinkSync(beside);
    const { code } = error as { code?: string };
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
    const before = readFileSync(path);
    try {
      writeOver(path, Buffer.from(text));
    } catch (second) {
      writeOver(path, before);
      throw second;
    }
  }
};
const writeOver = (path: string, bytes: Buffer): void => {
  const file = openSync(path, 'r+');
  try {
    writeSync(file, bytes, 0, bytes.length, 0);
    ftruncateSync(file, bytes.length);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};
export const writeNew = (path: string, text: string, mode: number, uid = -1, gid = -1): void => {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    if (uid >= 0 && (uid !== process.getuid?.() || gid !== process.getgid?.())) fchownSync(file, uid, gid);
    fchmodSync(file, mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};
