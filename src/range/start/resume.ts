import { abandonCommands } from '../services/ssm/run.ts';
import type { World } from '../world/world.ts';

/** The range was killed, and its hosts with it: what ran on them then is over. */
export function abandonWork(world: World, now: number): void {
  for (const account of Object.values(world.accounts))
    for (const region of Object.values(account.regions)) abandonCommands(region, now);
}
