/** Does an instance's SSM agent reach AWS? Computed from the network and from IAM, at the moment of asking (trap T4). */
import { mayNot } from '../../access/authorize.ts';
import type { Principal } from '../../access/principal.ts';
import type { NetworkInterface, Rule } from '../../world/network.ts';
import type { Agent } from '../../world/systems.ts';
import type { Account, Region } from '../../world/world.ts';
import { interfacesOf } from '../ec2/find.ts';
import { publicIpOf } from '../ec2/views/network.ts';

const HTTPS = 443;

function letsHttpsOut({ egress, protocol, from = 0, to = 65_535 }: Rule): boolean {
  return egress && (protocol === '-1' || (protocol === 'tcp' && from <= HTTPS && HTTPS <= to));
}

function routesOf(region: Region, { subnetId, vpcId }: NetworkInterface) {
  const tables = Object.values(region.routeTables);
  const table =
    tables.find(({ subnets }) => subnets.includes(subnetId)) ?? tables.find((one) => one.main && one.vpcId === vpcId);
  return table?.routes ?? [];
}

/** By an internet gateway with a public address, by NAT, by transit gateway, or by an endpoint in the VPC. */
function hasPath(region: Region, one: NetworkInterface): boolean {
  const out = routesOf(region, one).find(({ destination }) => destination === '0.0.0.0/0');
  if (out?.target.startsWith('igw-') && publicIpOf(region, one)) return true;
  if (out && /^(nat|tgw)-/.test(out.target)) return true;
  return Object.values(region.endpoints).some(({ vpcId, service }) => vpcId === one.vpcId && service.endsWith('.ssm'));
}

/** Has the instance a way out to AWS? */
export function networkReaches(region: Region, instanceId: string): boolean {
  return interfacesOf(region, instanceId).some((one) => {
    const rules = one.groups.flatMap((id) => region.groups[id]?.rules ?? []);
    return rules.some(letsHttpsOut) && hasPath(region, one);
  });
}

/** The session that an instance has from its metadata service; its name is the instance's id (orders.md). */
function sessionOf(account: Account, region: Region, instanceId: string, roleName = ''): Principal | undefined {
  const role = account.roles[roleName];
  const instance = region.instances[instanceId];
  if (!role || !instance) return undefined;
  return {
    kind: 'role',
    account: account.id,
    arn: `arn:aws:sts::${account.id}:assumed-role/${role.name}/${instanceId}`,
    userId: `${role.id}:${instanceId}`,
    username: instanceId,
    principalArn: role.arn,
    accessKeyId: '',
    role: role.name,
    issuedAt: Math.max(instance.launchedAt, instance.rebootedAt ?? 0),
    instanceArn: `arn:aws:ec2:${region.name}:${account.id}:instance/${instanceId}`,
  };
}

/** The agent's own calls; a deny that leaves them out (NotAction) keeps the agent alive. */
const AGENT_CALLS = ['ssmmessages:OpenControlChannel', 'ec2messages:GetMessages', 'ssm:UpdateInstanceInformation'];

function isDenied(account: Account, region: Region, { instanceId, role }: Agent): boolean {
  const session = sessionOf(account, region, instanceId, role);
  return session !== undefined && AGENT_CALLS.some((action) => mayNot(account, session, action, region.name));
}

/** Online, or ConnectionLost. Credentials which the agent already has outlive a removed profile (trap T11). */
export function agentIsOnline(account: Account, region: Region, instanceId: string): boolean {
  const agent = region.agents[instanceId];
  if (!agent || agent.offline || region.instances[instanceId]?.state !== 'running') return false;
  return networkReaches(region, instanceId) && !isDenied(account, region, agent);
}
