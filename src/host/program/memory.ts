import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from './http.ts';
import { read, replaceFile, writeNew } from './io.ts';

/**
 * What a case must remember on the host between its commands: the leaked values until they are proven dead, and the new
 * ones until they are known to Secrets Manager. Root only, on the disk that holds the same values in the config, so that
 * a reboot loses nothing; in /run where that disk is full.
 */
export interface Memory {
  /** By gateway: the token that this case has made. */
  readonly made: Record<string, string>;
  /** Leaked values, by gateway. */
  readonly old: Record<string, string[]>;
  /** By gateway: what it was bound to. */
  readonly bind: Record<string, { readonly where: 'config' | 'unit'; readonly value: string; readonly file: string }>;
  /** Lines of crontabs that were switched off, by file. */
  readonly crons: Record<string, string[]>;
  readonly timers: string[];
  readonly devices: Record<string, string[]>;
  /** By gateway: what was written and ended, said again where the answer was lost. */
  readonly did: Record<string, Did>;
}
interface Did {
  readonly wrote: readonly string[];
  readonly ended: readonly string[];
}
export const didOn = (memory: Memory, gateway: string): Did => memory.did[gateway] ?? { wrote: [], ended: [] };
const ROOTS = ['/var/lib/ir', '/run/ir'];
const empty = (): Memory => ({ made: {}, old: {}, bind: {}, crons: {}, timers: [], devices: {}, did: {} });

const folderFor = (caseId: string): string | undefined =>
  ROOTS.map((root) => join(root, caseId)).find((folder) => existsSync(join(folder, 'memory.json')));
export const recall = (caseId: string): Memory => {
  const folder = folderFor(caseId);
  const text = folder === undefined ? undefined : read(join(folder, 'memory.json'));
  return text === undefined ? empty() : { ...empty(), ...(JSON.parse(text) as Partial<Memory>) };
};
/** Durable when it returns. */
export const remember = (caseId: string, memory: Memory): void => {
  const text = JSON.stringify(memory);
  const known = folderFor(caseId);
  if (known !== undefined) return replaceFile(join(known, 'memory.json'), text);
  let failed: unknown;
  for (const root of ROOTS)
    try {
      const folder = join(root, caseId);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return writeNew(join(folder, 'memory.json'), text, 0o600);
    } catch (error) {
      failed = error;
    }
  throw failed;
};
export const forget = (caseId: string): void => {
  for (const root of ROOTS) rmSync(join(root, caseId), { recursive: true, force: true });
};

/** One command of a case at a time: an answer that was lost is asked for again while the first still works. */
export const alone = async <T>(caseId: string, work: () => Promise<T>): Promise<T> => {
  const lock = `/run/ir-${caseId}.lock`;
  for (let waited = 0; ; waited += 200) {
    try {
      writeNew(lock, String(process.pid), 0o600);
      break;
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
      const holder = Number(read(lock));
      const isAlive = holder > 0 && existsSync(`/proc/${holder}`);
      if (!isAlive || waited > 40_000 || Date.now() - ageOf(lock) > 120_000) rmSync(lock, { force: true });
      await pause(200);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
};
const ageOf = (path: string): number => {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return Date.now();
  }
};
