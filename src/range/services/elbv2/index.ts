import { defineService } from '../../wire/service.ts';
import type { SimulatedService } from '../handlers.ts';
import { listeners } from './listeners.ts';
import { loadBalancers } from './load-balancers.ts';
import * as operations from './sdk.ts';
import { targets } from './targets.ts';

const facts = {
  id: 'Elastic Load Balancing v2',
  signingName: 'elasticloadbalancing',
  version: '2015-12-01',
  protocol: 'awsQuery',
  target: 'ElasticLoadBalancing_v10',
  xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
} as const;

export const elbv2: SimulatedService = {
  service: defineService(facts, Object.values(operations)),
  handlers: { ...loadBalancers, ...listeners, ...targets },
};
