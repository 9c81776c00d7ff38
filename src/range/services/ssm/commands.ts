import type * as ssm from '@aws-sdk/client-ssm';
import { AwsError, modeled } from '../../wire/error.ts';
import { uuid } from '../../world/ids.ts';
import type { Command, Invocation } from '../../world/systems.ts';
import type { Call, Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { isManaged } from './agents.ts';
import { commandView, invocationSummary, invocationView } from './command-view.ts';
import {
  InvalidCommandId$,
  InvalidDocument$,
  InvalidFilterKey$,
  InvalidInstanceId$,
  InvocationDoesNotExist$,
} from './errors.ts';
import { agentIsOnline } from './reach.ts';
import { runCommand } from './run.ts';

/** The only document: shell scripts. */
const DOCUMENT = 'AWS-RunShellScript';
const USUAL_DELIVERY_SECONDS = 600;
const USUAL_EXECUTION_SECONDS = 3600;

function check(call: Call, input: ssm.SendCommandCommandInput): string[] {
  const { DocumentName = '', InstanceIds = [], Targets, TimeoutSeconds } = input;
  if (DocumentName.split('/').at(-1) !== DOCUMENT)
    throw modeled(InvalidDocument$, `Document with name ${DocumentName} does not exist.`);
  if (Targets?.length || !InstanceIds.length)
    throw new AwsError('ValidationException', 'The range simulates commands by InstanceIds only');
  if (TimeoutSeconds !== undefined && TimeoutSeconds < 30)
    throw new AwsError(
      'ValidationException',
      `Value '${TimeoutSeconds}' at 'timeoutSeconds' failed to satisfy constraint: Member must have value greater than or equal to 30`,
    );
  const isReady = (id: string) => isManaged(call, id) && agentIsOnline(call.account, call.region, id);
  const lost = InstanceIds.filter((id) => !isReady(id));
  if (lost.length)
    throw modeled(
      InvalidInstanceId$,
      `Instances [[${lost.join(', ')}]] not in a valid state for account ${call.account.id}`,
    );
  return InstanceIds;
}

const newInvocation = (instanceId: string, visibleAt: number): Invocation => ({
  instanceId,
  status: 'Pending',
  details: 'Pending',
  responseCode: -1,
  stdout: '',
  stderr: '',
  visibleAt,
});

function send(call: Call, input: ssm.SendCommandCommandInput): Command {
  const { region, now, world, account, simulation } = call;
  const instanceIds = check(call, input);
  const delivery = input.TimeoutSeconds ?? USUAL_DELIVERY_SECONDS;
  const timeoutSeconds = Number(input.Parameters?.['executionTimeout']?.[0] ?? USUAL_EXECUTION_SECONDS);
  const visibleAt = now + world.delays.invocationMs;
  const command: Command = {
    id: uuid(world),
    document: DOCUMENT,
    comment: input.Comment ?? '',
    parameters: { ...input.Parameters },
    requestedAt: now,
    deadline: now + (delivery + timeoutSeconds) * 1000,
    timeoutSeconds,
    invocations: Object.fromEntries(instanceIds.map((id) => [id, newInvocation(id, visibleAt)])),
  };
  region.commands[command.id] = command;
  const order = { accountId: account.id, regionName: region.name, commandId: command.id };
  for (const instanceId of instanceIds) simulation.inBackground(runCommand(simulation, { ...order, instanceId }));
  return command;
}

function find({ region }: Call, id: string | undefined): Command {
  const command = region.commands[id ?? ''];
  if (!command) throw modeled(InvalidCommandId$, '');
  return command;
}

function wanted({ region }: Call, input: { CommandId?: string | undefined; InstanceId?: string | undefined }) {
  const all = Object.values(region.commands).toSorted((a, b) => b.requestedAt - a.requestedAt);
  const byId = input.CommandId ? all.filter(({ id }) => id === input.CommandId) : all;
  return input.InstanceId ? byId.filter(({ invocations }) => input.InstanceId && invocations[input.InstanceId]) : byId;
}

export const commands: Handlers<typeof ssm> = {
  SendCommand: (input, call) => ({ Command: commandView(send(call, input)) }),

  /** Right after SendCommand there is no invocation yet, as in AWS. */
  GetCommandInvocation: (input, call) => {
    const command = call.region.commands[input.CommandId ?? ''];
    const invocation = command?.invocations[input.InstanceId ?? ''];
    if (!command || !invocation || call.now < invocation.visibleAt) throw modeled(InvocationDoesNotExist$, '');
    return invocationView(command, invocation);
  },

  ListCommands: (input, call) => {
    const after = (input.Filters ?? []).map(({ key = '', value = '' }) => {
      if (key !== 'InvokedAfter') throw modeled(InvalidFilterKey$, `The range does not simulate the filter ${key}`);
      return Date.parse(value);
    });
    const found = wanted(call, input).filter(({ requestedAt }) => after.every((time) => requestedAt > time));
    const { items, next } = page(call, found, {
      max: input.MaxResults,
      token: input.NextToken,
      usual: 50,
    });
    return { Commands: items.map(commandView), NextToken: next };
  },

  ListCommandInvocations: (input, call) => {
    const { InstanceId, Details = false } = input;
    const all = wanted(call, input).flatMap((command) =>
      Object.values(command.invocations)
        .filter((one) => call.now >= one.visibleAt && (InstanceId ?? one.instanceId) === one.instanceId)
        .map((invocation) => invocationSummary(command, invocation, Details)),
    );
    const { items, next } = page(call, all, { max: input.MaxResults, token: input.NextToken, usual: 50 });
    return { CommandInvocations: items, NextToken: next };
  },

  CancelCommand: (input, call) => {
    const { id, invocations } = find(call, input.CommandId);
    for (const one of Object.values(invocations)) {
      if (one.status !== 'InProgress' && one.status !== 'Pending') continue;
      Object.assign(one, { status: 'Cancelling', details: 'Cancelling' });
      call.simulation.hosts.cancel(one.instanceId, id);
    }
    return {};
  },
};
