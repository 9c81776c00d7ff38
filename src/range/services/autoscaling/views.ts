import type * as autoscaling from '@aws-sdk/client-auto-scaling';
import type { Activity, Member, ScalingGroup } from '../../world/fleet.ts';
import type { Region } from '../../world/world.ts';

export const activityView = (group: ScalingGroup, one: Activity) => ({
  ActivityId: one.id,
  AutoScalingGroupName: group.name,
  Description: one.description,
  Cause: one.cause,
  StartTime: new Date(one.at),
  EndTime: new Date(one.at),
  StatusCode: one.status,
  Progress: 100,
});

export function memberView(region: Region, member: Member): autoscaling.Instance {
  const { instanceId, lifecycle, health, protectedFromScaleIn } = member;
  const instance = region.instances[instanceId];
  return {
    InstanceId: instanceId,
    InstanceType: instance?.type,
    AvailabilityZone: instance?.zone,
    LifecycleState: member.terminatesAt === undefined ? lifecycle : 'Terminating',
    HealthStatus: health,
    ProtectedFromScaleIn: protectedFromScaleIn,
  };
}

export function groupView(region: Region, group: ScalingGroup): autoscaling.AutoScalingGroup {
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    LaunchTemplate: { LaunchTemplateName: group.launchTemplate, Version: '$Latest' },
    MinSize: group.min,
    MaxSize: group.max,
    DesiredCapacity: group.desired,
    DefaultCooldown: 300,
    AvailabilityZones: group.zones,
    VPCZoneIdentifier: group.subnets.join(','),
    HealthCheckType: group.healthCheck,
    HealthCheckGracePeriod: group.graceSeconds,
    TargetGroupARNs: group.targetGroupArns,
    LoadBalancerNames: [],
    Instances: Object.values(group.members).map((member) => memberView(region, member)),
    SuspendedProcesses: group.suspended.map((ProcessName) => ({ ProcessName, SuspensionReason: 'User suspended' })),
    CreatedTime: new Date(group.createdAt),
    Tags: Object.entries(group.tags).map(([Key, Value]) => ({
      ResourceId: group.name,
      ResourceType: 'auto-scaling-group',
      Key,
      Value,
      PropagateAtLaunch: true,
    })),
    TerminationPolicies: ['Default'],
    NewInstancesProtectedFromScaleIn: false,
  };
}
