import { defineService } from '../../wire/service.ts';
import type { SimulatedService } from '../handlers.ts';
import { addresses } from './addresses.ts';
import { catalogue } from './catalogue.ts';
import { groups } from './groups.ts';
import { instanceAttributes } from './instance-attributes.ts';
import { instanceStates } from './instance-states.ts';
import { instances } from './instances.ts';
import { interfaces } from './interfaces.ts';
import { networks } from './networks.ts';
import { profiles } from './profiles.ts';
import { rules } from './rules.ts';
import * as operations from './sdk.ts';
import { snapshotLocks } from './snapshot-locks.ts';
import { snapshots } from './snapshots.ts';
import { tags } from './tags.ts';
import { volumes } from './volumes.ts';

const facts = {
  id: 'EC2',
  signingName: 'ec2',
  version: '2016-11-15',
  protocol: 'ec2Query',
  target: 'AmazonEC2',
  xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15',
} as const;

export const ec2: SimulatedService = {
  service: defineService(facts, Object.values(operations)),
  handlers: {
    ...instances,
    ...instanceAttributes,
    ...instanceStates,
    ...interfaces,
    ...groups,
    ...rules,
    ...volumes,
    ...snapshots,
    ...snapshotLocks,
    ...addresses,
    ...networks,
    ...profiles,
    ...tags,
    ...catalogue,
  },
};
