import { gateway } from '../build/gateway.ts';
import { base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

/** For benchmarks: nothing waits, nothing is noisy. */
export const lean: Scenario = {
  ...base,
  id: 'lean',
  title: 'The default without noise, agent and delays',
  teaches: 'nothing: it measures',
  delays: { snapshotMs: 0, cloudTrailMs: 0, metadataMs: 0, stopMs: 0, terminateMs: 0, profileMs: 0, invocationMs: 0 },
  build: (site) => [targetOf(site, gateway(site, { agent: 'offline' }))],
};
