import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

export const evidenceFails: Scenario = {
  ...base,
  id: 'evidence-fails',
  title: 'No evidence can be taken',
  teaches: 'evidence never blocks containment: each loss is recorded with its reason',
  build: (site) => [targetOf(site, attackedGateway(site))],
  faults: [
    { service: 'EC2', operation: 'CreateSnapshots', kind: '5xx' },
    { service: 'EC2', operation: 'CreateSnapshot', kind: '5xx' },
    { service: 'EC2', operation: 'GetConsoleOutput', kind: 'access-denied' },
    { service: 'EC2', operation: 'LockSnapshot', kind: 'access-denied' },
    { service: 'SSM', operation: 'SendCommand', kind: 'hang' },
  ],
};
