import { setTimeout as pause } from 'node:timers/promises';
import { type Aws, CallFailed, type Looking } from '../../aws/index.ts';
import { flag, maybe, text } from '../../fields/index.ts';
import { keeps, type Use } from '../../language/index.ts';

type Reads = 'railway:backup-list';
type Calls = Reads | 'railway:backup-create' | 'railway:backup-lock';
const LOOK_AGAIN_MS = 1_000;
/** The same at every step and attempt of the case, so that it is made once. */
const nameOf = ({ caseId }: Use): string => `ir-${caseId}`;

/**
 * A backup of a volume without an expiry. It is crash-consistent, and goes with its volume: deleting the volume deletes it
 * too. It is made by a workflow that may take longer than a step has; the next such step finds it and locks it.
 */
export const backUpVolume = keeps({
  title: 'Back up the volume, and lock the backup',
  calls: ['railway:backup-list', 'railway:backup-create', 'railway:backup-lock'],
  input: { volume: text('The volume instance') },
  output: {
    backup: maybe(text('The backup')),
    isLocked: flag('Is it there, without an expiry?'),
    why: text('How it stands'),
  },
  async find(aws, { volume }, use) {
    const found = await ours(aws, volume, use).catch(refused);
    return typeof found === 'object' && !found.expires ? locked(found.id) : undefined;
  },
  async run(aws, { volume }, use) {
    const came = await made(aws, volume, use).catch(refused);
    return typeof came === 'string' ? { isLocked: false, why: came } : came;
  },
});

/** What is refused is a person's to do, at once, and holds nothing up. */
const refused = (error: unknown): string => {
  if (error instanceof CallFailed && error.failure.reason !== 'unreachable') return error.failure.message;
  throw error;
};
const locked = (id: string) => ({ backup: id, isLocked: true, why: 'it is there, and has no expiry' });
const ours = async (aws: Looking<Reads>, volume: string, use: Use) => {
  const { volumeInstanceBackupList: all } = await aws('railway:backup-list', { id: volume });
  const found = all.find(({ name }) => name === nameOf(use));
  return found && { id: found.id, expires: (found.expiresAt ?? undefined) !== undefined };
};
const made = async (aws: Aws<Calls>, volume: string, use: Use) => {
  let found = await ours(aws, volume, use);
  if (!found) await aws('railway:backup-create', { id: volume, name: nameOf(use) });
  while (!found && !use.signal.aborted) {
    await pause(LOOK_AGAIN_MS, undefined, { signal: use.signal }).catch(() => undefined);
    found = use.signal.aborted ? undefined : await ours(aws, volume, use);
  }
  if (!found) return { isLocked: false, why: 'it was asked for, and is not in the list of backups yet' };
  await aws('railway:backup-lock', { id: volume, backupId: found.id });
  const again = await ours(aws, volume, use);
  return again && !again.expires
    ? locked(again.id)
    : { isLocked: false, backup: found.id, why: 'it still has an expiry' };
};
