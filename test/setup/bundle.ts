import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { bundle, storeHelp } from '../../bin/bundle.mts';

/** The program as a test finds it: built, or why it could not be. */
export interface Program {
  /** The file to start with Node, `bin/ir` of a folder that looks like the installed package. */
  readonly bin?: string;
  readonly dist?: string;
  readonly because?: string;
}
declare module 'vitest' {
  export interface ProvidedContext {
    program: Program;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = join(root, 'src/cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'ir-built-'));

/**
 * Builds what is shipped, once, into a folder of its own beside the real `bin/ir`, so that tests never run a stale dist.
 * A room that doesn't compile must not stop the tests of the others, so the reason is handed on to those who need it.
 */
export const setup = async (project: TestProject): Promise<void> => {
  project.provide('program', await built(folder));
};
export const teardown = (): void => rmSync(folder, { recursive: true, force: true });

const built = async (into: string): Promise<Program> => {
  try {
    const dist = join(into, 'dist');
    await bundle(main, dist);
    storeHelp(dist);
    for (const name of ['bin/ir', 'bin/package.json', 'package.json'])
      cpSync(join(root, name), join(into, name), { recursive: true });
    return { bin: join(into, 'bin/ir'), dist };
  } catch (error) {
    return { because: `the program could not be built: ${String(error)}` };
  }
};
