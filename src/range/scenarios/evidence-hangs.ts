import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

const calls = [
  ['EC2', 'CreateSnapshots'],
  ['EC2', 'CreateSnapshot'],
  ['EC2', 'GetConsoleOutput'],
  ['EC2', 'LockSnapshot'],
  ['SSM', 'SendCommand'],
] as const;

export const evidenceHangs: Scenario = {
  ...base,
  id: 'evidence-hangs',
  title: 'Every call for evidence hangs',
  teaches: 'evidence has a budget of its own: isolation does not wait for it',
  build: (site) => [targetOf(site, attackedGateway(site))],
  faults: calls.map(([service, operation]) => ({ service, operation, kind: 'hang' })),
};
