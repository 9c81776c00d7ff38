import { defineService } from '../../wire/service.ts';
import type { SimulatedService } from '../handlers.ts';
import { changes } from './changes.ts';
import { reads } from './reads.ts';
import * as operations from './sdk.ts';

const facts = {
  id: 'Auto Scaling',
  signingName: 'autoscaling',
  version: '2011-01-01',
  protocol: 'awsQuery',
  target: 'AutoScaling_2011_01_01',
  xmlNamespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
} as const;

export const autoscaling: SimulatedService = {
  service: defineService(facts, Object.values(operations)),
  handlers: { ...reads, ...changes },
};
