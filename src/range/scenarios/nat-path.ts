import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

export const natPath: Scenario = {
  ...base,
  id: 'nat-path',
  title: 'The instance is private and leaves through a NAT gateway',
  teaches: 'flows through NAT are tracked whatever the rules: they can’t be proven cut by groups (T1)',
  build: (site) => [targetOf(site, attackedGateway(site, { path: 'nat' }))],
};
