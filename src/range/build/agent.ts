import { bareImage, type HostImage } from '../hosts/image.ts';
import type { Instance } from '../world/compute.ts';
import type { Site } from './site.ts';

interface AgentWish {
  readonly role?: string | undefined;
  readonly offline?: boolean;
  readonly image?: HostImage;
}

/** An SSM agent on an instance, and what is found on its host. */
export function agent({ region }: Site, on: Instance, { role, offline = false, image = bareImage }: AgentWish): void {
  region.agents[on.id] = {
    instanceId: on.id,
    version: '3.3.2746.0',
    platform: 'Ubuntu',
    platformVersion: '24.04',
    computerName: on.tags['Name'] ?? on.id,
    registeredAt: on.launchedAt,
    offline,
    image,
    ...(role && { role }),
  };
}
