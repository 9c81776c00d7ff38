import { gateway, type Gateway, type GatewayWishes } from '../gateway.ts';
import type { Site } from '../site.ts';
import { parameterCopy, portForwarding, stackOutputs } from './copies-in-cloud.ts';
import { tokenImage, type ImageWishes, type TokenImage } from './image.ts';
import { installation, type Installation, type InstallationWishes } from './installation.ts';
import { records } from './records.ts';
import { gatewayToken } from './secrets.ts';
import { attacks, modelUse } from './use.ts';

export const PUBLIC_IP = '203.0.113.25';

export interface TokenHostWishes extends ImageWishes {
  readonly main: InstallationWishes;
  readonly second?: InstallationWishes;
  readonly agent?: GatewayWishes['agent'];
  /** Ports that the internet may reach. */
  readonly ports?: readonly number[];
  /** Addresses under which the attacker knows it; the port itself where left out. */
  readonly doors?: readonly string[];
}

export interface TokenHost extends Gateway {
  readonly installations: readonly [Installation, ...Installation[]];
  readonly stackName: string;
  readonly devices: TokenImage['devices'];
}

/** A host whose gateway's token has leaked, everything that holds a copy of it, and the stranger who uses it. */
export function tokenHost(site: Site, wishes: TokenHostWishes): TokenHost {
  const main = installation(wishes.main, gatewayToken(site.world));
  const second = wishes.second && installation(wishes.second, gatewayToken(site.world));
  const installations: TokenHost['installations'] = second ? [main, second] : [main];
  const stackName = main.product === 'openclaw' ? 'openclaw-bedrock' : 'moltbot-bedrock';
  const { image, devices } = tokenImage(site, installations, wishes);
  const made = gateway(site, {
    image,
    ports: wishes.ports ?? [main.port],
    stack: { name: stackName, outputs: stackOutputs(main, stackName) },
    ...(wishes.agent && { agent: wishes.agent }),
  });
  parameterCopy(site, main, stackName);
  portForwarding(site, made);
  modelUse(site, made, PUBLIC_IP);
  records(site, made, main);
  const doors = wishes.doors ?? [`http://${PUBLIC_IP}:${main.port}`];
  const token = main.mode === 'none' ? 'none' : main.secret;
  attacks(site, doors, { token, device: devices.attackersToken });
  return { ...made, installations, stackName, devices };
}
