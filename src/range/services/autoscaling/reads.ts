import type * as autoscaling from '@aws-sdk/client-auto-scaling';
import type { Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { invalid } from './find.ts';
import { activityView, groupView, memberView } from './views.ts';

export const reads: Handlers<typeof autoscaling> = {
  DescribeAutoScalingGroups: (input, call) => {
    if (input.Filters?.length) throw invalid('The range does not simulate Filters');
    const all = Object.values(call.region.scalingGroups);
    const names = input.AutoScalingGroupNames;
    const found = names?.length ? all.filter(({ name }) => names.includes(name)) : all;
    const { items, next } = page(call, found, { max: input.MaxRecords, token: input.NextToken, usual: 50 });
    return { AutoScalingGroups: items.map((group) => groupView(call.region, group)), NextToken: next };
  },

  DescribeAutoScalingInstances: (input, call) => {
    const ids = input.InstanceIds;
    const all = Object.values(call.region.scalingGroups).flatMap((group) =>
      Object.values(group.members).map((member) => ({ group, member })),
    );
    const found = ids?.length ? all.filter(({ member }) => ids.includes(member.instanceId)) : all;
    const { items, next } = page(call, found, { max: input.MaxRecords, token: input.NextToken, usual: 50 });
    // In this answer, and only here, health is in capitals.
    const AutoScalingInstances = items.map(({ group, member }) => {
      const { InstanceId, InstanceType, AvailabilityZone, LifecycleState, ProtectedFromScaleIn } = memberView(
        call.region,
        member,
      );
      const common = { InstanceId, InstanceType, AvailabilityZone, LifecycleState, ProtectedFromScaleIn };
      return { ...common, AutoScalingGroupName: group.name, HealthStatus: member.health.toUpperCase() };
    });
    return { AutoScalingInstances, NextToken: next };
  },

  DescribeScalingActivities: (input, call) => {
    const { AutoScalingGroupName: wanted, ActivityIds: ids } = input;
    const groups = Object.values(call.region.scalingGroups);
    const of = groups.filter(({ name }) => (wanted ?? name) === name);
    const all = of.flatMap((group) => group.activities.map((one) => activityView(group, one)));
    const found = ids?.length ? all.filter(({ ActivityId }) => ids.includes(ActivityId)) : all;
    const { items, next } = page(call, found, { max: input.MaxRecords, token: input.NextToken, usual: 100 });
    return { Activities: items, NextToken: next };
  },
};
