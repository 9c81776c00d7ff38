import type * as ssm from '@aws-sdk/client-ssm';
import { modeled } from '../../wire/error.ts';
import type { Agent } from '../../world/systems.ts';
import type { Call, Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { interfacesOf } from '../ec2/find.ts';
import { InvalidFilterKey$ } from './errors.ts';
import { agentIsOnline } from './reach.ts';

/** Where no host can run, there is no agent either: better none than one that answers nothing. */
export function isManaged({ simulation, region }: Call, instanceId: string): boolean {
  const state = region.instances[instanceId]?.state;
  return simulation.hosts.why === undefined && region.agents[instanceId] !== undefined && state !== 'terminated';
}

const pingOf = (call: Call, { instanceId }: Agent) =>
  agentIsOnline(call.account, call.region, instanceId) ? ('Online' as const) : ('ConnectionLost' as const);

type Look = (call: Call, agent: Agent) => string;

const filters: Readonly<Record<string, Look>> = {
  InstanceIds: (_call, one) => one.instanceId,
  PingStatus: pingOf,
  PlatformTypes: () => 'Linux',
  AgentVersion: (_call, one) => one.version,
  ResourceType: () => 'EC2Instance',
};

function wanted(input: ssm.DescribeInstanceInformationCommandInput) {
  const old = (input.InstanceInformationFilterList ?? []).map(({ key, valueSet }) => [key, valueSet] as const);
  const current = (input.Filters ?? []).map(({ Key, Values }) => [Key, Values] as const);
  return [...old, ...current].map(([key = '', values = []]) => {
    const look = filters[key];
    if (!look) throw modeled(InvalidFilterKey$, `The range does not simulate the filter ${key}`);
    return (call: Call, agent: Agent) => values.includes(look(call, agent));
  });
}

function view(call: Call, agent: Agent): ssm.InstanceInformation {
  const PingStatus = pingOf(call, agent);
  const PingAt = PingStatus === 'Online' ? call.now : call.world.startedAt;
  return {
    InstanceId: agent.instanceId,
    PingStatus,
    LastPingDateTime: new Date(PingAt),
    AgentVersion: agent.version,
    IsLatestVersion: false,
    PlatformType: 'Linux',
    PlatformName: agent.platform,
    PlatformVersion: agent.platformVersion,
    ResourceType: 'EC2Instance',
    ComputerName: agent.computerName,
    IPAddress: interfacesOf(call.region, agent.instanceId)[0]?.privateIp,
    RegistrationDate: new Date(agent.registeredAt),
  };
}

export const agents: Handlers<typeof ssm> = {
  DescribeInstanceInformation: (input, call) => {
    const tests = wanted(input);
    const managed = Object.values(call.region.agents).filter(({ instanceId }) => isManaged(call, instanceId));
    const found = managed.filter((agent) => tests.every((test) => test(call, agent)));
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken, usual: 50 });
    return { InstanceInformationList: items.map((agent) => view(call, agent)), NextToken: next };
  },

  GetConnectionStatus: (input, call) => {
    const id = input.Target ?? '';
    const isOnline = isManaged(call, id) && agentIsOnline(call.account, call.region, id);
    return { Target: id, Status: isOnline ? 'connected' : 'notconnected' };
  },
};
