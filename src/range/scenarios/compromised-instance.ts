import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

/** The default drill: everything can be done and proven. */
export const compromisedInstance: Scenario = {
  ...base,
  id: 'compromised-instance',
  title: 'A gateway mines, and its role session is used from elsewhere',
  teaches: 'the whole order: evidence and guards beside isolation, sessions denied, then people decide',
  build: (site) => [targetOf(site, attackedGateway(site))],
};
