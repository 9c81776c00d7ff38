import { gateway } from '../build/gateway.ts';
import { bareImage } from '../hosts/image.ts';
import { targetOf } from './base.ts';
import { leakedTokenBase } from './leaked-token-base.ts';
import type { Scenario } from './scenario.ts';

export const notAGateway: Scenario = {
  ...leakedTokenBase,
  id: 'not-a-gateway',
  title: 'The host that was named runs no gateway',
  teaches: 'nothing is touched on a host where nothing is found, and the absence is said',
  build: (site) => [targetOf(site, gateway(site, { image: bareImage }))],
};
