import { accessKey, user } from '../build/iam.ts';
import type { Site } from '../build/site.ts';
import type { RequestRecord } from '../record/request-record.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { emptyAccount, emptyWorld, regionOf, type World } from '../world/world.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'us-west-2';
export const RESPONDER = 'responder';

/** FNV-1a: a scenario's own seed, so that its ids are always the same. */
function seedOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const character of id) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return hash | 0;
}

/** Builds a scenario's world, and puts what happened before the alert into the record. */
export function newWorld(scenario: Scenario, seed: number | undefined, record: RequestRecord, now: number): World {
  const world = emptyWorld(scenario.id, seed ?? scenario.seed ?? seedOf(scenario.id), now);
  Object.assign(world.delays, scenario.delays);
  if (scenario.pageSize) world.pageSize = scenario.pageSize;
  const account = (world.accounts[ACCOUNT] = emptyAccount(ACCOUNT, 'acme-prod'));
  const alertedAt = now - (scenario.alertedAgoMs ?? 0);
  const site: Site = { world, account, region: regionOf(account, REGION), now, alertedAt, past: [] };
  user(site, RESPONDER);
  accessKey(site, RESPONDER);
  world.targets = [...scenario.build(site)];
  for (const entry of site.past.toSorted((a, b) => a.at - b.at)) record.add(entry);
  return world;
}
