import type { HostPlan } from '../hosts/hosts.ts';
import { interfacesOf } from '../services/ec2/find.ts';
import type { World } from '../world/world.ts';

/** How to boot an instance's host: its own addresses, and those that its processes talk to. */
export function hostPlanOf(world: World, instanceId: string): HostPlan | undefined {
  for (const account of Object.values(world.accounts))
    for (const region of Object.values(account.regions)) {
      const agent = region.agents[instanceId];
      if (!agent) continue;
      const own = interfacesOf(region, instanceId).map(({ privateIp }) => privateIp);
      const peers = agent.image.processes.flatMap(({ connectsTo }) => connectsTo?.address ?? []);
      const name = `ip-${(own[0] ?? '10.0.0.1').replaceAll('.', '-')}`;
      return { name, addresses: [...new Set([...own, ...peers])], image: agent.image };
    }
  return undefined;
}
