import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

export const autoassignedAddress: Scenario = {
  ...base,
  id: 'autoassigned-address',
  title: 'The public address was given by the subnet',
  teaches: 'such an address can’t be taken off while the instance runs (T3): the group has to do',
  build: (site) => [targetOf(site, attackedGateway(site, { path: 'auto-assigned' }))],
};
