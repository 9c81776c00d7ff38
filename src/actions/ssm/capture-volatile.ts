import { type Aws, failedBecause, type OutputOf } from '../../aws/index.ts';
import { count, instanceId, text } from '../../fields/index.ts';
import { Cannot, keeps, type Use } from '../../language/index.ts';
import { scrubText } from '../../redact/index.ts';
import { everyPage } from '../shared/every-page.ts';
import { settle } from '../shared/settle.ts';
import { commentOf } from '../shared/tags.ts';
import { VOLATILE_SCRIPT } from '../shared/volatile-script.ts';

/** The agent itself ends the script after this, also where the step has been given up; the least that it may be told. */
const SCRIPT_SECONDS = 20;
/** Undelivered by then, the command is dropped (SSM API: 30 is the least). */
const DELIVERY_SECONDS = 30;
/** Below the longest cap of a step, so that what was lost can still be said and the command be cancelled. */
const WAIT_SECONDS = 55;

type Invocation = Pick<
  OutputOf<'ssm:GetCommandInvocation'>,
  'Status' | 'StatusDetails' | 'StandardOutputContent' | 'StandardErrorContent'
>;

/**
 * Keeps what isolation or a stop would lose: processes, connections, who is logged in. The host's own word. Memory is
 * not taken. There is no client token: a command is found again by its comment (T29).
 */
export const captureVolatile = keeps({
  title: 'Keep volatile data of the host',
  calls: ['ssm:ListCommands', 'ssm:SendCommand', 'ssm:GetCommandInvocation', 'ssm:CancelCommand'],
  input: { instanceId: instanceId('The instance') },
  output: {
    commandId: text('SSM command'),
    file: text('File of the case'),
    sha256: text('SHA-256'),
    bytes: count('Bytes'),
  },
  async find(aws, { instanceId: id }, use) {
    const InvokedAfter = new Date(use.now().getTime() - 2 * 86_400_000).toISOString();
    const commands = await everyPage(
      (NextToken) =>
        aws('ssm:ListCommands', {
          InstanceId: id,
          Filters: [{ key: 'InvokedAfter', value: InvokedAfter.replace(/\.\d+/, '') }],
          ...(NextToken === undefined ? {} : { NextToken }),
        }),
      (page) => page.Commands,
      (page) => page.NextToken,
    );
    for (const { CommandId } of commands.filter(({ Comment }) => Comment === commentOf(use))) {
      if (CommandId === undefined) continue;
      const invocation = await resultOf(aws, id, CommandId, use);
      // One that ended without a word (its agent was restarted, it was cancelled) has kept nothing: it only reads, and
      // may be run again.
      if (invocation.StandardOutputContent) return keepOutput(CommandId, invocation, use);
    }
    return undefined;
  },
  async run(aws, { instanceId: id }, use) {
    const { Command } = await aws('ssm:SendCommand', {
      DocumentName: 'AWS-RunShellScript',
      InstanceIds: [id],
      Comment: commentOf(use),
      TimeoutSeconds: DELIVERY_SECONDS,
      Parameters: { commands: [VOLATILE_SCRIPT], executionTimeout: [String(SCRIPT_SECONDS)] },
    });
    const commandId = Command?.CommandId ?? '';
    const cancel = () => aws('ssm:CancelCommand', { CommandId: commandId }, { evenIfLate: true });
    const invocation = await resultOf(aws, id, commandId, use).catch(async (error: unknown) => {
      await cancel();
      throw error;
    });
    if (isGoingOn(invocation)) await cancel();
    return keepOutput(commandId, invocation, use);
  },
});

const isGoingOn = ({ Status }: Invocation): boolean => /^(Pending|InProgress|Delayed)$/.test(Status ?? 'Pending');

const resultOf = (
  aws: Aws<'ssm:GetCommandInvocation'>,
  id: string,
  commandId: string,
  use: Use,
): Promise<Invocation> => {
  const read = async (): Promise<Invocation> => {
    try {
      return await aws('ssm:GetCommandInvocation', { CommandId: commandId, InstanceId: id });
    } catch (error) {
      // A command is accepted before it has an invocation: InvocationDoesNotExist.
      if (failedBecause(error, 'not-found')) return { Status: 'Pending' };
      throw error;
    }
  };
  return settle(read, (invocation) => !isGoingOn(invocation), use, WAIT_SECONDS);
};

const keepOutput = async (commandId: string, invocation: Invocation, use: Use) => {
  const { Status, StatusDetails, StandardOutputContent: out = '', StandardErrorContent: err = '' } = invocation;
  if (out === '') throw new Cannot(`volatile data is lost: the command ended ${StatusDetails ?? Status ?? 'unknown'}`);
  const kept = scrubText(err === '' ? out : `${out}\n== errors\n${err}`);
  const { file, sha256 } = await use.keep('volatile.txt', Buffer.from(kept));
  return { commandId, file, sha256, bytes: Buffer.byteLength(kept) };
};
