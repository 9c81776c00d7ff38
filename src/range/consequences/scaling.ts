import type { Member, ScalingGroup } from '../world/fleet.ts';
import { uuid } from '../world/ids.ts';
import { cloneInstance } from './clone.ts';
import { startTermination } from './instances.ts';
import { isUnreachable } from './isolation.ts';
import { recordDeed } from './services.ts';
import type { Site } from './site.ts';

const isSuspended = ({ suspended }: ScalingGroup, ...processes: readonly string[]) =>
  processes.some((process) => suspended.includes(process));

function note({ simulation, now }: Site, group: ScalingGroup, description: string, cause: string): void {
  const at = new Date(now).toISOString();
  const id = uuid(simulation.world);
  group.activities.unshift({ id, at: now, description, cause: `At ${at} ${cause}`, status: 'Successful' });
}

/** Termination protection does not stop this (trap T5). */
function terminate(site: Site, group: ScalingGroup, member: Member): void {
  const { region, simulation, now } = site;
  const { instanceId } = member;
  delete group.members[instanceId];
  const cause = 'an instance was taken out of service in response to an ELB system health check failure.';
  note(site, group, `Terminating EC2 instance: ${instanceId}`, cause);
  const instance = region.instances[instanceId];
  if (!instance) return;
  startTermination(instance, now, simulation.world.delays, simulation.hosts, 'Server.ScheduledStop');
  const input = { InstanceIds: [instanceId], AutoScalingGroupName: group.name };
  recordDeed(site, { by: 'autoscaling', operation: 'TerminateInstances', resources: [instanceId], input });
}

/** A way into Standby takes a moment, during which load balancers drain. */
function arriveInStandby(member: Member, now: number): boolean {
  if (member.lifecycle !== 'EnteringStandby' || now < (member.standbyAt ?? 0)) return false;
  member.lifecycle = 'Standby';
  delete member.standbyAt;
  return true;
}

function failsChecks({ region }: Site, group: ScalingGroup, member: Member): boolean {
  if (region.instances[member.instanceId]?.state !== 'running') return true;
  return group.healthCheck === 'ELB' && isUnreachable(region, member.instanceId);
}

function recover(member: Member): boolean {
  const wasFailing = member.failingSince !== undefined;
  delete member.failingSince;
  member.health = 'Healthy';
  return wasFailing;
}

/** healthy → failing → Unhealthy → doomed, unless the process is suspended in time. Standby is left alone. */
function check(site: Site, group: ScalingGroup, member: Member): boolean {
  const { now, simulation } = site;
  const { unhealthyMs, replaceMs } = simulation.world.delays;
  if (!failsChecks(site, group, member)) return recover(member);
  if (member.failingSince === undefined) {
    member.failingSince = now;
    return true;
  }
  if (member.health === 'Healthy') {
    if (now < member.failingSince + unhealthyMs || isSuspended(group, 'HealthCheck')) return false;
    member.health = 'Unhealthy';
    return true;
  }
  if (isSuspended(group, 'ReplaceUnhealthy', 'Terminate')) return false;
  member.terminatesAt = now + replaceMs;
  return true;
}

function advanceMember(site: Site, group: ScalingGroup, member: Member): boolean {
  if (member.terminatesAt !== undefined) {
    if (site.now < member.terminatesAt) return false;
    terminate(site, group, member);
    return true;
  }
  return member.lifecycle === 'InService' ? check(site, group, member) : arriveInStandby(member, site.now);
}

/** The group heals itself: as many in service as desired. */
function launchMissing(site: Site, group: ScalingGroup): boolean {
  const inService = Object.values(group.members).filter(({ lifecycle }) => lifecycle === 'InService');
  const model = site.region.instances[group.model];
  if (inService.length >= group.desired || isSuspended(group, 'Launch') || !model) return false;
  const id = cloneInstance(site, model, group);
  note(
    site,
    group,
    `Launching a new EC2 instance: ${id}`,
    'an instance was started in response to a difference between desired and actual capacity.',
  );
  return true;
}

export function advanceScaling(site: Site): boolean {
  let changed = false;
  for (const group of Object.values(site.region.scalingGroups)) {
    for (const member of Object.values(group.members)) changed = advanceMember(site, group, member) || changed;
    changed = launchMissing(site, group) || changed;
  }
  return changed;
}
