import { interfacesOf } from '../services/ec2/find.ts';
import type { Region } from '../world/world.ts';

/** Cut off from load balancers and health checks: no interface has a rule that lets anything in. */
export function isUnreachable(region: Region, instanceId: string): boolean {
  const groups = interfacesOf(region, instanceId).flatMap((one) => one.groups);
  return !groups.some((id) => region.groups[id]?.rules.some(({ egress }) => !egress));
}
