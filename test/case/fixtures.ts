import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CaseFolder, createCase, type DurableOptions, openDurable, type OpenCase } from '../../src/case/index.ts';
import { OPENED } from '../engine/durable-adapter.ts';

export const tempFolder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'ir-case-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
};
export const newCase = async (playbook = 'compromised-instance'): Promise<CaseFolder> => {
  const made = await createCase(await tempFolder(), playbook);
  if (!made.ok) throw new Error(made.message);
  return made.folder;
};
/** Opens a case, with its first entry where it has none; closed when the test ends. */
export const openCase = async (folder: CaseFolder, options: Partial<DurableOptions> = {}): Promise<OpenCase> => {
  const opened = await openDurable({ folder, operator: 'alice', ...options });
  if (!opened.ok) throw new Error(opened.message);
  onTestFinished(() => opened.close());
  if (opened.durable.entries().length === 0)
    await opened.durable.append({ ...OPENED, case: folder.id, name: folder.name });
  return opened;
};
