import { attack, liveSession } from '../build/attack.ts';
import { gateway, type Gateway, type GatewayWishes } from '../build/gateway.ts';
import type { Site } from '../build/site.ts';
import type { Target } from '../world/world.ts';
import { inTheMorning } from './people.ts';
import type { Scenario } from './scenario.ts';

export function targetOf({ account, region }: Site, { instance }: Gateway): Target {
  return {
    instanceId: instance.id,
    name: instance.tags['Name'] ?? instance.id,
    account: account.id,
    region: region.name,
  };
}

/** The gateway, its attacker and his session: where most scenarios start. */
export function attackedGateway(site: Site, wishes: GatewayWishes = {}): Gateway {
  const made = gateway(site, wishes);
  attack(site, made);
  if (wishes.agent !== 'offline') liveSession(site, made);
  return made;
}

/** What the scenarios of the playbook have in common. */
export const base = {
  playbook: 'compromised-instance',
  severity: 'critical',
  people: inTheMorning,
} as const satisfies Partial<Scenario>;
