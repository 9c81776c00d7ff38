import { tokenHost, type TokenHostWishes } from '../build/token-host/host.ts';
import { targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

const afterMs = 200;
/** Whoever can, does what they are asked for; the host is not treated as compromised, and somebody says so. */
const people = {
  'treat-as-compromised': { answer: 'deny', afterMs },
  reopen: { answer: 'approve', afterMs },
  'token-is-dead': { answer: 'done', proof: { how: 'asked through a port forward: leaked 401, new 200' }, afterMs },
  'rotate-by-hand': { answer: 'done', proof: { how: 'rotated on its serial console: leaked 401, new 200' }, afterMs },
  'revoke-credential': { answer: 'done', proof: { done: 'revoked where it was issued, and replaced' }, afterMs },
  'hand-out': { answer: 'done', proof: { who: 'alice and deploy' }, afterMs },
  'pair-devices': { answer: 'done', proof: { devices: 'Dana’s phone, by Dana' }, afterMs },
} as const;
/** What the scenarios of the playbook have in common. */
export const leakedTokenBase = {
  playbook: 'leaked-token',
  severity: 'critical',
  people,
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
