import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

export const threeHoursOld: Scenario = {
  ...base,
  id: 'three-hours-old',
  title: 'The alert came three hours ago',
  teaches: 'late deadlines are marked and escalated; they shorten and skip no containing step',
  alertedAgoMs: 3 * 3_600_000,
  build: (site) => [targetOf(site, attackedGateway(site))],
};
