import { AwsError } from '../../wire/error.ts';
import type { Member, ScalingGroup } from '../../world/fleet.ts';
import type { Region } from '../../world/world.ts';

/** Auto Scaling says ValidationError to everything that is not there. */
export const invalid = (message: string) => new AwsError('ValidationError', message);

export function findGroup(region: Region, name = ''): ScalingGroup {
  const group = region.scalingGroups[name];
  if (!group) throw invalid(`AutoScalingGroup name not found - AutoScalingGroup ${name} not found`);
  return group;
}

export function findMembers(group: ScalingGroup, ids: readonly string[] | undefined): Member[] {
  return (ids ?? []).map((id) => {
    const member = group.members[id];
    if (!member) throw invalid(`The instance ${id} is not part of Auto Scaling group ${group.name}.`);
    return member;
  });
}
