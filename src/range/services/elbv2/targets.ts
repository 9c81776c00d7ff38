import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { isUnreachable } from '../../consequences/isolation.ts';
import { modeled } from '../../wire/error.ts';
import type { Target, TargetGroup } from '../../world/fleet.ts';
import type { Region } from '../../world/world.ts';
import type { Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { InvalidTargetException$, TargetGroupNotFoundException$ } from './errors.ts';

function find(region: Region, arn = ''): TargetGroup {
  const group = region.targetGroups[arn];
  if (!group) throw modeled(TargetGroupNotFoundException$, `Target groups '${arn}' not found`);
  return group;
}

const view = (one: TargetGroup) => ({
  TargetGroupArn: one.arn,
  TargetGroupName: one.name,
  Port: one.port,
  Protocol: one.protocol as elbv2.ProtocolEnum,
  VpcId: one.vpcId,
  TargetType: 'instance' as const,
  LoadBalancerArns: one.loadBalancerArns,
  HealthCheckEnabled: true,
  HealthCheckPath: '/health',
});

/** A drained target is no longer listed. */
const isThere = ({ drainedAt }: Target, now: number) => drainedAt === undefined || now < drainedAt;

function healthOf(region: Region, { id, drainedAt }: Target): elbv2.TargetHealth {
  if (drainedAt !== undefined)
    return {
      State: 'draining',
      Reason: 'Target.DeregistrationInProgress',
      Description: 'Target deregistration is in progress',
    };
  if (region.instances[id]?.state !== 'running')
    return { State: 'unused', Reason: 'Target.InvalidState', Description: 'Target is in the stopped state' };
  if (isUnreachable(region, id))
    return { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' };
  return { State: 'healthy' };
}

export const targets: Handlers<typeof elbv2> = {
  DescribeTargetGroups: (input, call) => {
    const { TargetGroupArns: arns, LoadBalancerArn: balancer, Names: names } = input;
    if (arns?.length) arns.forEach((arn) => find(call.region, arn));
    const found = Object.values(call.region.targetGroups).filter(
      (one) =>
        (!arns?.length || arns.includes(one.arn)) &&
        (!names?.length || names.includes(one.name)) &&
        (!balancer || one.loadBalancerArns.includes(balancer)),
    );
    const { items, next } = page(call, found, { max: input.PageSize, token: input.Marker, usual: 400 });
    return { TargetGroups: items.map(view), NextMarker: next };
  },

  /** Asking for a target that is not registered answers `unused`, not an error. */
  DescribeTargetHealth: (input, { region, now }) => {
    const listed = find(region, input.TargetGroupArn).targets.filter((target) => isThere(target, now));
    const asked = input.Targets?.map(({ Id = '' }) => Id);
    const rows = listed
      .filter(({ id }) => !asked?.length || asked.includes(id))
      .map((target) => ({ Target: { Id: target.id, Port: target.port }, TargetHealth: healthOf(region, target) }));
    const missing = (asked ?? []).filter((id) => !listed.some((target) => target.id === id));
    const unused = {
      State: 'unused' as const,
      Reason: 'Target.NotRegistered' as const,
      Description: 'Target is not registered to the target group',
    };
    return { TargetHealthDescriptions: [...rows, ...missing.map((Id) => ({ Target: { Id }, TargetHealth: unused }))] };
  },

  DeregisterTargets: (input, { region, now }) => {
    const group = find(region, input.TargetGroupArn);
    for (const { Id } of input.Targets ?? [])
      for (const target of group.targets) if (target.id === Id) target.drainedAt ??= now + group.drainMs;
    return {};
  },

  RegisterTargets: (input, { region }) => {
    const group = find(region, input.TargetGroupArn);
    for (const { Id = '', Port = group.port } of input.Targets ?? []) {
      if (!region.instances[Id]) throw modeled(InvalidTargetException$, `The following targets are not valid: '${Id}'`);
      group.targets = [...group.targets.filter(({ id, port }) => id !== Id || port !== Port), { id: Id, port: Port }];
    }
    return {};
  },
};
