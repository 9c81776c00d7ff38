import type { Alarm } from '../world/fleet.ts';
import { isUnreachable } from './isolation.ts';
import { recordDeed } from './services.ts';
import type { Site } from './site.ts';

/** `arn:aws:automate:us-west-2:ec2:reboot` and `arn:aws:swf:…:action/actions/AWS_EC2.InstanceId.Reboot/1.0` */
const isReboot = (action: string) => /:ec2:reboot$|\.Reboot\//.test(action);

function fire(site: Site, alarm: Alarm): void {
  alarm.state = 'ALARM';
  alarm.stateAt = site.now;
  delete alarm.firesAt;
  const instance = site.region.instances[alarm.instanceId];
  if (!alarm.actionsEnabled || !instance || instance.state !== 'running' || !alarm.actions.some(isReboot)) return;
  instance.rebootedAt = site.now;
  site.simulation.hosts.powerOff(instance.id);
  const input = { instancesSet: { items: [{ instanceId: instance.id }] }, alarm: alarm.name };
  recordDeed(site, { by: 'events', operation: 'RebootInstances', resources: [instance.id], input });
}

/** An alarm on an instance fires a while after the instance was cut off; a disabled action does nothing then. */
export function advanceAlarms(site: Site): boolean {
  const { region, now, simulation } = site;
  let changed = false;
  for (const alarm of Object.values(region.alarms)) {
    const isCut = region.instances[alarm.instanceId]?.state === 'running' && isUnreachable(region, alarm.instanceId);
    if (isCut && alarm.state === 'OK' && alarm.firesAt === undefined)
      alarm.firesAt = now + simulation.world.delays.alarmMs;
    else if (!isCut && alarm.firesAt !== undefined) delete alarm.firesAt;
    else if (alarm.firesAt !== undefined && now >= alarm.firesAt) fire(site, alarm);
    else continue;
    changed = true;
  }
  return changed;
}
