import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

export const profileNameDiffers: Scenario = {
  ...base,
  id: 'profile-name-differs',
  title: 'The profile is web-profile, its role is web-role',
  teaches: 'the role is asked for, never guessed from the profile (T11)',
  build: (site) => [targetOf(site, attackedGateway(site, { profile: { name: 'web-profile', role: 'web-role' } }))],
};
