import { defineService } from '../../wire/service.ts';
import type { SimulatedService } from '../handlers.ts';
import { events } from './events.ts';
import { groups } from './groups.ts';
import * as operations from './sdk.ts';

const facts = {
  id: 'CloudWatch Logs',
  signingName: 'logs',
  version: '2014-03-28',
  protocol: 'awsJson1_1',
  target: 'Logs_20140328',
  xmlNamespace: '',
} as const;

export const logs: SimulatedService = {
  service: defineService(facts, Object.values(operations)),
  handlers: { ...groups, ...events },
};
