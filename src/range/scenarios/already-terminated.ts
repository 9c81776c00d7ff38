import { terminateNow } from '../build/terminate.ts';
import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

export const alreadyTerminated: Scenario = {
  ...base,
  id: 'already-terminated',
  title: 'The instance was terminated before anybody came',
  teaches: 'revoke, review, and snapshots of the volumes that survive go on; only an unknown id is a mistake',
  build(site) {
    const made = attackedGateway(site);
    terminateNow(site, made.instance);
    return [targetOf(site, made)];
  },
};
