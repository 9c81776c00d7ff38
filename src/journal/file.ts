import { constants, type Stats } from 'node:fs';
import * as fs from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** The few things that a journal does to its file, so that a test can make any of them fail. */
export interface JournalFile {
  /** Appends; returns how many bytes were taken, which on a full disk is fewer than given, without an error. */
  readonly write: (bytes: Uint8Array) => number;
  /** Resolves when all that was written is on the disk. */
  readonly datasync: () => Promise<void>;
  readonly truncate: (size: number) => void;
  readonly stat: () => Pick<Stats, 'size' | 'nlink'>;
  readonly close: () => Promise<void>;
}
export type OpenFile = (path: string) => Promise<JournalFile>;

/** Appends only, never through a symlink, readable by its owner alone. */
export const openFile: OpenFile = async (path) => {
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW } = constants;
  // Windows has no O_NOFOLLOW: undefined there.
  const flags = O_WRONLY | O_APPEND | O_CREAT | ((O_NOFOLLOW as number | undefined) ?? 0);
  const handle = await open(path, flags, 0o600);
  return {
    write: (bytes) => fs.writeSync(handle.fd, bytes),
    datasync: () => handle.datasync(),
    truncate: (size) => fs.ftruncateSync(handle.fd, size),
    stat: () => fs.fstatSync(handle.fd),
    close: () => handle.close(),
  };
};

/** Makes a new or renamed name in a folder durable. */
export const syncFolder = async (path: string): Promise<void> => {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path, 'r');
    await folder.sync();
  } catch (error) {
    // Windows can't open a folder, and some file systems can't sync one.
    if (!['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await folder?.close();
  }
};
