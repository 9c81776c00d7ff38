import type * as client from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../wire/error.ts';
import { defineService } from '../../wire/service.ts';
import type { Stack } from '../../world/fleet.ts';
import { toPairs } from '../../world/tags.ts';
import type { Region } from '../../world/world.ts';
import type { Handlers, SimulatedService } from '../handlers.ts';
import { page } from '../paging.ts';
import * as operations from './sdk.ts';

/** By name or by id. CloudFormation says ValidationError to an unknown one. */
function find(region: Region, name: string): Stack {
  const stack = Object.values(region.stacks).find((one) => one.name === name || one.id === name);
  if (!stack) throw new AwsError('ValidationError', `Stack with id ${name} does not exist`);
  return stack;
}

const view = (one: Stack): client.Stack => ({
  StackId: one.id,
  StackName: one.name,
  CreationTime: new Date(one.createdAt),
  StackStatus: 'CREATE_COMPLETE',
  DisableRollback: false,
  Outputs: Object.entries(one.outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  Parameters: [],
  Capabilities: ['CAPABILITY_IAM'],
  Tags: toPairs(one.tags),
});

const resourceView = (stack: Stack, one: Stack['resources'][number]) => ({
  StackId: stack.id,
  StackName: stack.name,
  LogicalResourceId: one.logicalId,
  PhysicalResourceId: one.physicalId,
  ResourceType: one.type,
  ResourceStatus: 'CREATE_COMPLETE' as const,
  Timestamp: new Date(stack.createdAt),
});

const handlers: Handlers<typeof client> = {
  DescribeStacks: (input, call) => {
    const found = input.StackName ? [find(call.region, input.StackName)] : Object.values(call.region.stacks);
    const { items, next } = page(call, found, { token: input.NextToken });
    return { Stacks: items.map(view), NextToken: next };
  },

  DescribeStackResources: (input, { region }) => {
    const { StackName, PhysicalResourceId: physicalId, LogicalResourceId: logicalId } = input;
    const owns = ({ resources }: Stack) => resources.some((one) => one.physicalId === physicalId);
    const stack = StackName ? find(region, StackName) : Object.values(region.stacks).find(owns);
    if (!stack) throw new AwsError('ValidationError', `Stack for ${physicalId} does not exist`);
    const resources = stack.resources.filter((one) => (logicalId ?? one.logicalId) === one.logicalId);
    return { StackResources: resources.map((one) => resourceView(stack, one)) };
  },
};

const facts = {
  id: 'CloudFormation',
  signingName: 'cloudformation',
  version: '2010-05-15',
  protocol: 'awsQuery',
  target: 'CloudFormation',
  xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
} as const;

export const cloudformation: SimulatedService = { service: defineService(facts, Object.values(operations)), handlers };
