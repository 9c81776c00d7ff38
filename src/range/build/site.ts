import type { Entry } from '../record/entry.ts';
import type { Account, Region, World } from '../world/world.ts';

/** Where a scenario builds: one account and region of a new world. */
export interface Site {
  readonly world: World;
  readonly account: Account;
  readonly region: Region;
  readonly now: number;
  /** When the alert came: what the attacker did lies before. */
  readonly alertedAt: number;
  /** What CloudTrail already knows. */
  readonly past: Entry[];
}

export const minutes = (count: number) => count * 60_000;
export const days = (count: number) => count * 86_400_000;
