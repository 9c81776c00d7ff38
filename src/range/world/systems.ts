import type { HostImage } from '../hosts/image.ts';
import type { Tags } from './tags.ts';

/** An SSM agent which registered once. Whether it answers now is computed from the network (`agentIsReachable`). */
export interface Agent {
  instanceId: string;
  version: string;
  platform: string;
  platformVersion: string;
  computerName: string;
  registeredAt: number;
  /** The role whose credentials it holds; they outlive a removed profile (trap T11). */
  role?: string;
  /** What its host looks like inside. */
  image: HostImage;
  /** Switched off by the scenario. */
  offline: boolean;
}

export type CommandStatus = 'Pending' | 'InProgress' | 'Success' | 'Failed' | 'TimedOut' | 'Cancelled' | 'Cancelling';

export interface Invocation {
  instanceId: string;
  status: CommandStatus;
  details: string;
  responseCode: number;
  stdout: string;
  stderr: string;
  /** `GetCommandInvocation` answers InvocationDoesNotExist before. */
  visibleAt: number;
  startedAt?: number;
  endedAt?: number;
  /** Finished on the host, but the agent can't report it: delivered once it can. */
  held?: Ran;
}

/** What a script left behind. */
export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
  ended: 'by-itself' | 'TimedOut' | 'Cancelled';
}

export interface Command {
  id: string;
  document: string;
  comment: string;
  parameters: Record<string, string[]>;
  requestedAt: number;
  /** Without a result by then: timed out. */
  deadline: number;
  timeoutSeconds: number;
  invocations: Record<string, Invocation>;
}

export interface Session {
  id: string;
  target: string;
  owner: string;
  document: string;
  reason?: string;
  startedAt: number;
  endedAt?: number;
  terminated?: boolean;
}

export interface Parameter {
  name: string;
  type: 'String' | 'StringList' | 'SecureString';
  value: string;
  description?: string;
  version: number;
  tier: 'Standard' | 'Advanced';
  modifiedAt: number;
  modifiedBy: string;
  tags: Tags;
  /** Earlier versions, the oldest first; they go with the parameter. */
  history?: ParameterVersion[];
}

export type ParameterVersion = Omit<Parameter, 'name' | 'tags' | 'history'>;

export interface SystemsState {
  agents: Record<string, Agent>;
  commands: Record<string, Command>;
  sessions: Record<string, Session>;
  parameters: Record<string, Parameter>;
}
