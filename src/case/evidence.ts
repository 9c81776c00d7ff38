import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, mkdir, open, readdir, unlink } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { syncFolder } from '../journal/index.ts';
import type { Kept } from '../language/index.ts';

const LONGEST = 100;
const DRAFT = '.part-';
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** A file name made of what somebody else said: one plain name, in every file system, that leads nowhere else. */
export const safeName = (name: string): string => {
  const plain = name
    .normalize('NFC')
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[._-]+/, '')
    .replace(/\.+$/, '');
  const short =
    plain.length > LONGEST ? `${plain.slice(0, LONGEST - 9)}-${digest(Buffer.from(name)).slice(0, 8)}` : plain;
  if (short === '') return `file-${digest(Buffer.from(name)).slice(0, 8)}`;
  return RESERVED.test(short) ? `_${short}` : short;
};
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const numbered = (name: string, n: number): string => {
  if (n === 1) return name;
  const { name: stem, ext } = parse(name);
  return `${stem}-${n}${ext}`;
};

/**
 * Keeps bytes in the evidence folder, durably. Other bytes under a name that is taken get a number behind it; the same
 * bytes are the same file, so that a repeat after a crash is harmless. `file` is relative to the case's folder.
 */
export const keepEvidence = async (folder: string, name: string, bytes: Uint8Array): Promise<Kept> => {
  const evidence = join(folder, 'evidence');
  await mkdir(evidence, { recursive: true, mode: 0o700 });
  const sha256 = digest(bytes);
  const draft = join(evidence, `${DRAFT}${randomUUID()}`);
  await writeWhole(draft, bytes);
  try {
    for (let n = 1; ; n += 1) {
      const file = numbered(safeName(name), n);
      // Linked into place whole: a crash leaves no half of a file under its name.
      if ((await linked(draft, join(evidence, file))) || (await hashOf(join(evidence, file))) === sha256) {
        await syncFolder(evidence);
        return { file: `evidence/${file}`, sha256 };
      }
    }
  } finally {
    await unlink(draft);
  }
};
/** Removes drafts that a crash has left: of no use, since nobody was told of them. Only for who holds the case. */
export const clearDrafts = async (folder: string): Promise<void> => {
  const evidence = join(folder, 'evidence');
  const names = await readdir(evidence).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(DRAFT))) await unlink(join(evidence, name));
};
/** What is kept, without drafts that a crash has left. */
export const listEvidence = async (folder: string): Promise<readonly string[]> =>
  (await readdir(join(folder, 'evidence'))).filter((name) => !name.startsWith('.')).toSorted();

const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
};
const linked = async (from: string, to: string): Promise<boolean> => {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};
/** Undefined for what is no plain file: never the same as what is to be kept. */
const hashOf = async (path: string): Promise<string | undefined> => {
  try {
    const handle = await open(path, constants.O_RDONLY | ((constants.O_NOFOLLOW as number | undefined) ?? 0));
    try {
      return digest(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
};
