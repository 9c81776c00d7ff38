import type * as ssm from '@aws-sdk/client-ssm';
import type { Command, CommandStatus, Invocation } from '../../world/systems.ts';

/** A command is as far as its slowest invocation, and as good as its worst. */
const WORST_FIRST: readonly CommandStatus[] = [
  'Pending',
  'InProgress',
  'Cancelling',
  'TimedOut',
  'Failed',
  'Cancelled',
  'Success',
];

function overall(command: Command): CommandStatus {
  const statuses = new Set(Object.values(command.invocations).map(({ status }) => status));
  return WORST_FIRST.find((status) => statuses.has(status)) ?? 'Pending';
}

export function commandView(command: Command): ssm.Command {
  const invocations = Object.values(command.invocations);
  const status = overall(command);
  const isDone = ({ endedAt }: Invocation) => endedAt !== undefined;
  return {
    CommandId: command.id,
    DocumentName: command.document,
    Comment: command.comment,
    Parameters: command.parameters,
    InstanceIds: invocations.map(({ instanceId }) => instanceId),
    RequestedDateTime: new Date(command.requestedAt),
    ExpiresAfter: new Date(command.deadline),
    Status: status,
    StatusDetails: status,
    TimeoutSeconds: command.timeoutSeconds,
    TargetCount: invocations.length,
    CompletedCount: invocations.filter(isDone).length,
    ErrorCount: invocations.filter((one) => one.status === 'Failed').length,
    DeliveryTimedOutCount: invocations.filter((one) => one.details === 'DeliveryTimedOut').length,
  };
}

const iso = (time: number | undefined) => (time === undefined ? '' : new Date(time).toISOString());

/** `Cancelling` is not a status of an invocation in this answer; AWS goes on saying InProgress. */
export function invocationView(command: Command, one: Invocation) {
  const { startedAt, endedAt } = one;
  const duration =
    startedAt !== undefined && endedAt !== undefined ? `PT${((endedAt - startedAt) / 1000).toFixed(3)}S` : '';
  return {
    CommandId: command.id,
    InstanceId: one.instanceId,
    Comment: command.comment,
    DocumentName: command.document,
    DocumentVersion: '1',
    PluginName: 'aws:runShellScript',
    ResponseCode: one.responseCode,
    ExecutionStartDateTime: iso(startedAt),
    ExecutionElapsedTime: duration,
    ExecutionEndDateTime: iso(endedAt),
    Status: one.status === 'Cancelling' ? ('InProgress' as const) : one.status,
    StatusDetails: one.details,
    StandardOutputContent: one.stdout,
    StandardOutputUrl: '',
    StandardErrorContent: one.stderr,
    StandardErrorUrl: '',
  };
}

/** The list shows less of the output: 2,500 characters. */
export function invocationSummary(command: Command, one: Invocation, details: boolean): ssm.CommandInvocation {
  const plugin = {
    Name: 'aws:runShellScript',
    Status: one.status === 'Cancelling' ? ('InProgress' as const) : one.status,
    StatusDetails: one.details,
    ResponseCode: one.responseCode,
    Output: (one.stdout + (one.stderr && `\n----------ERROR-------\n${one.stderr}`)).slice(0, 2500),
  };
  return {
    CommandId: command.id,
    InstanceId: one.instanceId,
    Comment: command.comment,
    DocumentName: command.document,
    RequestedDateTime: new Date(command.requestedAt),
    Status: one.status,
    StatusDetails: one.details,
    CommandPlugins: details ? [plugin] : [],
  };
}
