import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, resolve, sep } from 'node:path';
import type { CaseState } from '../engine/index.ts';
import type { Of } from '../journal/index.ts';
import { type Activities, activitiesIn } from './activity.ts';

/** How a kept file compares with what the journal says of it. */
export type Custody =
  | { readonly is: 'as kept' }
  | { readonly is: 'changed'; readonly sha256: string; readonly bytes: number }
  | { readonly is: 'missing' }
  | { readonly is: 'not checked'; readonly because: string };
/** A file of the case, as the journal has it and as it is. */
export interface KeptFile {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  /** The journal key of the step that kept it. */
  readonly key: string;
  readonly at: string;
  readonly line: number;
  readonly custody: Custody;
  /** The CloudTrail events in it; only where it is as it was kept. */
  readonly activities?: Activities;
}

/** Larger ones are not checked: a timeline must not take minutes to write. */
const MOST_BYTES = 64 * 1024 * 1024;
const isReview = (file: string): boolean => /^cloudtrail.*\.jsonl$/.test(basename(file));

const openInside = async (folder: string, file: string): Promise<FileHandle | Custody> => {
  const path = resolve(folder, file);
  if (!path.startsWith(resolve(folder) + sep)) return { is: 'not checked', because: 'it lies outside of the case' };
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? { is: 'missing' } : { is: 'not checked', because: `it could not be opened (${code})` };
  }
};
const readOne = async (folder: string, kept: Of<'kept'>): Promise<KeptFile> => {
  const { file, sha256, bytes, key, at, seq } = kept;
  const about = { file, sha256, bytes, key, at, line: seq };
  const found = await openInside(folder, file);
  if ('is' in found) return { ...about, custody: found };
  try {
    const stats = await found.stat();
    if (!stats.isFile()) return { ...about, custody: { is: 'not checked', because: 'it is not a file' } };
    if (stats.size > MOST_BYTES) {
      const because = 'it is larger than 64 MiB; sha256sum checks it';
      return { ...about, custody: { is: 'not checked', because } };
    }
    const content = await found.readFile();
    const actual = createHash('sha256').update(content).digest('hex');
    if (actual !== sha256) return { ...about, custody: { is: 'changed', sha256: actual, bytes: content.length } };
    const activities = isReview(file) ? { activities: activitiesIn(content.toString()) } : {};
    return { ...about, custody: { is: 'as kept' }, ...activities };
  } finally {
    await found.close();
  }
};
/**
 * The case's kept files, each compared with its hash in the journal before anything in it is used. A file that was kept
 * again under its name counts once, as it was kept last.
 */
export const readKept = async (folder: string, state: CaseState): Promise<readonly KeptFile[]> => {
  const last = new Map<string, Of<'kept'>>();
  for (const entry of state.entries) if (entry.is === 'kept') last.set(entry.file, entry);
  const files: KeptFile[] = [];
  // One after another: files can be large.
  for (const kept of last.values()) files.push(await readOne(folder, kept));
  return files;
};
