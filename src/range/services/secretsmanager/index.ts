import { defineService } from '../../wire/service.ts';
import type { SimulatedService } from '../handlers.ts';
import { lists } from './lists.ts';
import { policies } from './policies.ts';
import * as operations from './sdk.ts';
import { secrets } from './secrets.ts';
import { stages } from './stages.ts';
import { values } from './values.ts';

const facts = {
  id: 'Secrets Manager',
  signingName: 'secretsmanager',
  version: '2017-10-17',
  protocol: 'awsJson1_1',
  target: 'secretsmanager',
  xmlNamespace: '',
} as const;

export const secretsManager: SimulatedService = {
  service: defineService(facts, Object.values(operations)),
  handlers: { ...secrets, ...values, ...stages, ...lists, ...policies },
};
