import { defineService } from '../../wire/service.ts';
import type { SimulatedService } from '../handlers.ts';
import { accessKeys } from './access-keys.ts';
import { policies } from './policies.ts';
import { principals } from './principals.ts';
import * as operations from './sdk.ts';

const facts = {
  id: 'IAM',
  signingName: 'iam',
  version: '2010-05-08',
  protocol: 'awsQuery',
  target: 'AWSIdentityManagementV20100508',
  xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
} as const;

export const iam: SimulatedService = {
  service: defineService(facts, Object.values(operations)),
  handlers: { ...principals, ...policies, ...accessKeys },
};
