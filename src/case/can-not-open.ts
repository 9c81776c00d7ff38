import type { Damage, JournalBroken, LockedBy } from '../journal/index.ts';
import type { CaseFolder } from './folder.ts';
import { type CaseFailure, no } from './result.ts';

/** Why a case can't be opened for running it. Reading it is always possible. */
export type CantOpenCase =
  | (CaseFailure<'locked'> & { readonly by?: LockedBy })
  | (CaseFailure<'damaged'> & { readonly damage: Damage })
  | (CaseFailure<'unwritable'> & { readonly broken: JournalBroken });

export const locked = ({ name, lock }: CaseFolder, by: LockedBy | undefined): CantOpenCase =>
  by
    ? {
        ...no(
          'locked',
          `Case ${name} is held by ${by.operator} on ${by.host} (process ${by.pid}) since ${by.since}. Nothing was changed. Watch it with: ir status ${name}`,
        ),
        by,
      }
    : no('locked', `Case ${name} is locked by ${lock}, which can’t be read as a lock.`);

export const damaged = ({ name, journal }: CaseFolder, damage: Damage): CantOpenCase => ({
  ...no(
    'damaged',
    `The journal of case ${name} (${journal}) can’t be relied on: ${damage.says}. Nothing was changed. The entries before ${damage.seq} are whole; see them with: ir timeline ${name}`,
  ),
  damage,
});
export const unwritable = (broken: JournalBroken): CantOpenCase => ({ ...no('unwritable', broken.message), broken });
