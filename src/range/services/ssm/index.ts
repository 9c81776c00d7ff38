import { defineService } from '../../wire/service.ts';
import type { SimulatedService } from '../handlers.ts';
import { agents } from './agents.ts';
import { commands } from './commands.ts';
import { parameterLists } from './parameter-lists.ts';
import { parameters } from './parameters.ts';
import * as operations from './sdk.ts';
import { sessions } from './sessions.ts';
import { tags } from './tags.ts';

const facts = {
  id: 'SSM',
  signingName: 'ssm',
  version: '2014-11-06',
  protocol: 'awsJson1_1',
  target: 'AmazonSSM',
  xmlNamespace: 'http://ssm.amazonaws.com/doc/2014-11-06/',
} as const;

export const ssm: SimulatedService = {
  service: defineService(facts, Object.values(operations)),
  handlers: { ...parameters, ...parameterLists, ...tags, ...agents, ...commands, ...sessions },
};
