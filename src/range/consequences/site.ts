import type { Simulation } from '../server/simulation.ts';
import type { Account, Region } from '../world/world.ts';

/** One region of one account, at one moment. */
export interface Site {
  readonly simulation: Simulation;
  readonly account: Account;
  readonly region: Region;
  readonly now: number;
}
