import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder for its owner alone, and those above it that are missing. Node's own recursive mkdir never returns
 * where a parent is there and yet can't hold anything (`/proc/ir`).
 */
export const makeFolder = async (path: string): Promise<void> => {
  const make = async (): Promise<'made' | 'no parent'> => {
    try {
      await mkdir(path, { mode: 0o700 });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return 'no parent';
      if (code !== 'EEXIST') throw error;
    }
    return 'made';
  };
  if ((await make()) === 'made') return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  if ((await make()) === 'no parent')
    throw Object.assign(new Error(`ENOENT: no folder can be made at ${path}`), { code: 'ENOENT' });
};
