import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

export const agentOffline: Scenario = {
  ...base,
  id: 'agent-offline',
  title: 'The SSM agent does not answer',
  teaches: 'host evidence is lost and recorded as lost; containment needs no agent',
  build: (site) => [targetOf(site, attackedGateway(site, { agent: 'offline' }))],
};
