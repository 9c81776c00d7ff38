import { defineService } from '../../wire/service.ts';
import type { SimulatedService } from '../handlers.ts';
import { lookup } from './lookup.ts';
import * as operations from './sdk.ts';
import { trails } from './trails.ts';

const facts = {
  id: 'CloudTrail',
  signingName: 'cloudtrail',
  version: '2013-11-01',
  protocol: 'awsJson1_1',
  target: 'CloudTrail_20131101',
  xmlNamespace: 'http://cloudtrail.amazonaws.com/doc/2013-11-01/',
} as const;

export const cloudtrail: SimulatedService = {
  service: defineService(facts, Object.values(operations)),
  handlers: { ...lookup, ...trails },
};
