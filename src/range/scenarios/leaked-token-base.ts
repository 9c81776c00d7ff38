import { tokenHost, type TokenHostWishes } from '../build/token-host/host.ts';
import { targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

/** What the scenarios of the playbook have in common. */
export const leakedTokenBase = {
  playbook: 'leaked-token',
  severity: 'critical',
  people: {},
} as const satisfies Partial<Scenario>;

/** The host as in the seed: its token in the file, and in the unit, which wins. */
export const asInTheSeed = { product: 'clawdbot', holds: 'file-and-unit' } as const;
/** The current product. */
export const current = { product: 'openclaw' } as const;

export const onTokenHost = (about: Pick<Scenario, 'id' | 'title' | 'teaches'>, wishes: TokenHostWishes): Scenario => ({
  ...leakedTokenBase,
  ...about,
  build: (site) => [targetOf(site, tokenHost(site, wishes))],
});
