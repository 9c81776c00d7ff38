import { dispose } from '../consequences/instances.ts';
import type { Instance } from '../world/compute.ts';
import { minutes, type Site } from './site.ts';

/** Terminated a while ago: still listed, with nothing left but volumes that were to be kept. */
export function terminateNow({ region, now }: Site, instance: Instance): void {
  instance.state = 'terminated';
  instance.stateReason = `User initiated (${new Date(now - minutes(5)).toISOString()})`;
  for (const session of Object.values(region.sessions))
    if (session.target === instance.id) session.endedAt = now - minutes(5);
  dispose(region, instance);
}
