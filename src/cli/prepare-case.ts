import { rm } from 'node:fs/promises';
import type { CaseFolder } from '../case/index.ts';
import { newCase } from './open-case.ts';
import { onSignals } from './signals.ts';

type Undo = () => Promise<void>;
/**
 * Makes the folder of a new case and all that a walk needs, up to where the walk takes over. What goes wrong before that,
 * or Ctrl-C, leaves nothing behind: a folder without a journal is no case, and nobody could find it.
 */
export const prepareCase = async <T>(
  playbook: string,
  work: (folder: CaseFolder, onUndo: (undo: Undo) => void) => Promise<T>,
): Promise<T> => {
  const undos: Undo[] = [];
  const undo = async (): Promise<void> => {
    for (const one of undos.toReversed()) await one().catch(() => undefined);
  };
  const prepared = async (): Promise<T> => {
    const folder = await newCase(playbook);
    undos.push(() => rm(folder.path, { recursive: true, force: true }));
    return work(folder, (one) => void undos.push(one));
  };
  const done = prepared();
  const signals = onSignals({
    safe: 'nothing was changed, and no case was kept.',
    // What it has started must be known before it can be ended.
    flush: async () => {
      await done.catch(() => undefined);
      await undo();
    },
  });
  try {
    return await done;
  } catch (error) {
    await signals.settled();
    await undo();
    throw error;
  } finally {
    await signals.settled();
    signals.ignore();
  }
};
