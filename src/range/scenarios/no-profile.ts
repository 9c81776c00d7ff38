import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

export const noProfile: Scenario = {
  ...base,
  id: 'no-profile',
  title: 'The instance has no profile, hence no role and no agent',
  teaches: 'nothing to deny is a proven absence, not a gap; host evidence is lost and said so',
  build: (site) => [targetOf(site, attackedGateway(site, { profile: 'none' }))],
};
