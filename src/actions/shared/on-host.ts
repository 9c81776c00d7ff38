import { type Aws, failedBecause, failedWith, type Looking, type OutputOf } from '../../aws/index.ts';
import { type Ask, openAnswer, scriptFor, type Sealed } from '../../host/index.ts';
import { Cannot, type Use } from '../../language/index.ts';
import { type Opened, takeIn } from './held-secrets.ts';
import { makeOneTimeKey } from './one-time-key.ts';
import { settle } from './settle.ts';
import { commentOf } from './tags.ts';

/** Undelivered by then, a command is dropped (SSM API: 30 is the least). */
const DELIVERY_SECONDS = 30;
/** Below the longest cap of a step, so that what went wrong can still be said. */
const WAIT_SECONDS = 56;
/** A host answers within a second or three: five readings a second are far below what SSM allows. */
const POLL_MS = 200;
/** The agent itself ends a script after this, also where the step was given up. */
const SCRIPT_SECONDS = 55;
export type LookCalls = 'ssm:SendCommandToLook' | 'ssm:GetCommandInvocation';
export type ChangeCalls = 'ssm:SendCommand' | 'ssm:GetCommandInvocation';
type Order<M extends Ask['mode']> = Omit<Extract<Ask, { mode: M }>, 'caseId' | 'key'>;
/** What the host said, and what it said sealed. */
export interface HostAnswer<T> {
  readonly said: T;
  readonly secrets: Opened;
}

const inputFor = (instanceId: string, script: string, use: Use) => ({
  DocumentName: 'AWS-RunShellScript',
  InstanceIds: [instanceId],
  Comment: commentOf(use),
  TimeoutSeconds: DELIVERY_SECONDS,
  Parameters: { commands: [script], executionTimeout: [String(SCRIPT_SECONDS)] },
});
/** SSM knows no agent there, or none that answers: said so, because nothing on the host can be done then. */
const unmanaged = (error: unknown, instanceId: string): unknown =>
  failedWith(error, 'InvalidInstanceId')
    ? new Cannot(`the SSM agent of ${instanceId} does not answer: nothing can be done on the host from here`)
    : error;
const isGoingOn = (status = 'Pending'): boolean => /^(Pending|InProgress|Delayed)$/.test(status);

const answerOf = async <T>(
  aws: Looking<'ssm:GetCommandInvocation'>,
  instanceId: string,
  commandId: string,
  use: Use,
): Promise<T> => {
  const read = async (): Promise<Partial<OutputOf<'ssm:GetCommandInvocation'>>> => {
    try {
      return await aws('ssm:GetCommandInvocation', { CommandId: commandId, InstanceId: instanceId });
    } catch (error) {
      // A command is accepted before it has an invocation: InvocationDoesNotExist.
      if (failedBecause(error, 'not-found')) return { Status: 'Pending' };
      throw error;
    }
  };
  const ended = await settle(read, ({ Status }) => !isGoingOn(Status), use, WAIT_SECONDS, POLL_MS);
  const answer = openAnswer<T>(ended.StandardOutputContent ?? '');
  if (answer.ok) return answer.said;
  if (answer.expected) throw new Cannot(`on the host: ${answer.because}`);
  throw new Cannot(
    `${answer.because} (command ${commandId} is ${ended.StatusDetails ?? ended.Status ?? 'without a result'})`,
  );
};
const opened = <T extends object>(
  said: T,
  use: Use,
  open: (sealed: Sealed) => Parameters<typeof takeIn>[1],
): HostAnswer<T> => ({
  said,
  secrets: takeIn(use.caseId, 'sealed' in said ? open(said.sealed as Sealed) : { found: [], made: {} }),
});

/** Asks the host: the script only reads, and may be sent again. */
export const lookOnHost = async <T extends object, M extends Ask['mode']>(
  aws: Looking<LookCalls>,
  instanceId: string,
  order: Order<M>,
  use: Use,
): Promise<HostAnswer<T>> => {
  const key = makeOneTimeKey();
  const script = await scriptFor('look', { ...order, caseId: use.caseId, key: key.shown } as unknown as Ask);
  const { Command } = await aws('ssm:SendCommandToLook', inputFor(instanceId, script, use)).catch((error: unknown) => {
    throw unmanaged(error, instanceId);
  });
  return opened(await answerOf<T>(aws, instanceId, Command?.CommandId ?? '', use), use, key.open);
};
/** Has the host carry something out. Each order may be repeated: one whose answer was lost is sent once more. */
export const changeOnHost = async <T extends object, M extends Ask['mode']>(
  aws: Aws<ChangeCalls>,
  instanceId: string,
  order: Order<M>,
  use: Use,
): Promise<HostAnswer<T>> => {
  const key = makeOneTimeKey();
  const script = await scriptFor('change', { ...order, caseId: use.caseId, key: key.shown } as unknown as Ask);
  const send = () => aws('ssm:SendCommand', inputFor(instanceId, script, use));
  const { Command } = await send().catch((error: unknown) => {
    if (failedBecause(error, 'unreachable') && !use.signal.aborted) return send();
    throw unmanaged(error, instanceId);
  });
  return opened(await answerOf<T>(aws, instanceId, Command?.CommandId ?? '', use), use, key.open);
};
