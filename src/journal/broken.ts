/** Why nothing can be appended any more. */
export type BrokenBecause =
  /** No space, or the quota is used up. */
  | 'full'
  /** The disk failed, or something unforeseen. */
  | 'io'
  /** The file or its disk may only be read. */
  | 'readonly'
  /** Somebody else wrote to the file, cut it or removed it while it was open. */
  | 'disturbed'
  /** This process has closed it. */
  | 'closed';

/** The journal can't be written: what was to be recorded is not, so nothing that must be recorded may be done. */
export class JournalBroken extends Error {
  readonly reason: BrokenBecause;
  readonly path: string;
  constructor(reason: BrokenBecause, path: string, cause?: unknown) {
    super(`${path}: ${SAYS[reason]}`, cause === undefined ? undefined : { cause });
    this.name = 'JournalBroken';
    this.reason = reason;
    this.path = path;
  }
}
const SAFE = 'What was recorded before is safe; nothing more is changed.';
const SAYS: Readonly<Record<BrokenBecause, string>> = {
  full: `the disk is full, so the journal can't grow. ${SAFE} Make room, then resume the case.`,
  io: `the disk failed while the journal was written. ${SAFE} Check the disk, then resume the case.`,
  readonly: `the journal can't be written: the file or its disk is read-only. ${SAFE} Make it writable, then resume the case.`,
  disturbed: `another program wrote to the journal or removed it. ${SAFE} Read the case with timeline before going on.`,
  closed: 'the journal has been closed by this process.',
};

const BY_CODE: Readonly<Record<string, BrokenBecause>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EROFS: 'readonly',
  EACCES: 'readonly',
  EPERM: 'readonly',
  ELOOP: 'readonly',
};
export const brokenBy = (error: unknown, path: string): JournalBroken =>
  error instanceof JournalBroken
    ? error
    : new JournalBroken(BY_CODE[(error as NodeJS.ErrnoException).code ?? ''] ?? 'io', path, error);
