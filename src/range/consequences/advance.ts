import type { Simulation } from '../server/simulation.ts';
import { advanceCommands } from '../services/ssm/run.ts';
import { advanceInstances } from './instances.ts';
import { advanceAlarms } from './alarms.ts';
import { advanceEvents } from './events.ts';
import { advanceScaling } from './scaling.ts';

/** Lets everything happen that is due by now, everywhere. Returns whether anything did. */
export function advance(simulation: Simulation): boolean {
  const { world, clock } = simulation;
  const now = clock.now();
  let changed = advanceEvents(simulation, now);
  for (const account of Object.values(world.accounts))
    for (const region of Object.values(account.regions)) {
      const site = { simulation, account, region, now };
      for (const step of [advanceScaling, advanceAlarms]) changed = step(site) || changed;
      changed = advanceInstances(region, now) || changed;
      changed = advanceCommands(account, region, now) || changed;
    }
  return changed;
}
