import { pick, uuid } from '../world/ids.ts';
import type { Alarm, ScalingGroup, TargetGroup } from '../world/fleet.ts';
import type { Gateway } from './gateway.ts';
import { days, type Site } from './site.ts';

/** An Application Load Balancer with one target group, in which the instances are registered. */
export function loadBalancer(
  site: Site,
  { vpc, subnet, group }: Gateway,
  name: string,
  targets: readonly string[],
  groups: readonly string[] = [group.id],
): TargetGroup {
  const { world, account, region, now } = site;
  const start = `arn:aws:elasticloadbalancing:${region.name}:${account.id}`;
  const digits = () => pick(world, '0123456789abcdef', 16);
  const arn = `${start}:loadbalancer/app/${name}/${digits()}`;
  region.loadBalancers[arn] = {
    arn,
    name,
    dnsName: `${name}-1234567890.${region.name}.elb.amazonaws.com`,
    type: 'application',
    scheme: 'internet-facing',
    vpcId: vpc.id,
    subnets: [subnet.id],
    groups: [...groups],
    createdAt: now - days(90),
    listeners: [],
  };
  const targetArn = `${start}:targetgroup/${name}-gateway/${digits()}`;
  region.loadBalancers[arn].listeners?.push({
    arn: `${arn.replace(':loadbalancer/', ':listener/')}/${digits()}`,
    port: 80,
    protocol: 'HTTP',
    targetGroupArn: targetArn,
  });
  return (region.targetGroups[targetArn] = {
    arn: targetArn,
    name: `${name}-gateway`,
    port: 18_789,
    protocol: 'HTTP',
    vpcId: vpc.id,
    loadBalancerArns: [arn],
    targets: targets.map((id) => ({ id, port: 18_789 })),
    drainMs: 1000,
  });
}

/** A group of two with ELB health checks, which replaces what fails them. */
export function scalingGroup(
  site: Site,
  { subnet, group, instance }: Gateway,
  name: string,
  targetGroup: TargetGroup,
): ScalingGroup {
  const { world, account, region, now } = site;
  instance.tags['aws:autoscaling:groupName'] = name;
  const made: ScalingGroup = {
    name,
    arn: `arn:aws:autoscaling:${region.name}:${account.id}:autoScalingGroup:${uuid(world)}:autoScalingGroupName/${name}`,
    min: 1,
    max: 3,
    desired: 2,
    zones: [subnet.zone],
    subnets: [subnet.id],
    healthCheck: 'ELB',
    graceSeconds: 0,
    launchTemplate: `${name}-template`,
    model: instance.id,
    launchGroups: [group.id],
    targetGroupArns: [targetGroup.arn],
    suspended: [],
    members: {},
    activities: [],
    createdAt: now - days(90),
    tags: { service: 'gateway' },
  };
  for (const { id } of targetGroup.targets)
    made.members[id] = { instanceId: id, lifecycle: 'InService', health: 'Healthy', protectedFromScaleIn: false };
  return (region.scalingGroups[name] = made);
}

/** A status alarm which reboots its instance, as the sample stack has one. */
export function rebootAlarm({ account, region, now }: Site, instanceId: string, name: string): Alarm {
  return (region.alarms[name] = {
    name,
    arn: `arn:aws:cloudwatch:${region.name}:${account.id}:alarm:${name}`,
    metric: 'StatusCheckFailed_Instance',
    instanceId,
    actions: [`arn:aws:automate:${region.name}:ec2:reboot`, `arn:aws:sns:${region.name}:${account.id}:ops`],
    actionsEnabled: true,
    state: 'OK',
    stateAt: now - days(3),
  });
}
