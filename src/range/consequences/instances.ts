import type { Hosts } from '../hosts/hosts.ts';
import type { Instance } from '../world/compute.ts';
import type { Delays, Region } from '../world/world.ts';

function begin(instance: Instance, now: number, state: 'stopping' | 'shutting-down', ms: number, reason: string): void {
  instance.state = state;
  instance.stateReason = `${reason} (${new Date(now).toISOString()})`;
  instance.transition = { to: state === 'stopping' ? 'stopped' : 'terminated', at: now + ms };
}

const USER = 'User initiated';

/** Memory is lost at once; the state follows after its delay (trap T7). */
export function startStop(instance: Instance, now: number, delays: Delays, hosts: Hosts): void {
  if (instance.state !== 'running') return;
  begin(instance, now, 'stopping', delays.stopMs, USER);
  hosts.powerOff(instance.id);
}

export function startTermination(instance: Instance, now: number, delays: Delays, hosts: Hosts, reason = USER): void {
  if (instance.state === 'terminated' || instance.state === 'shutting-down') return;
  begin(instance, now, 'shutting-down', delays.terminateMs, reason);
  hosts.powerOff(instance.id);
}

/** Interfaces go with their instance where they are marked so; an Elastic IP is only set free. */
function disposeInterfaces(region: Region, instanceId: string): void {
  for (const one of Object.values(region.interfaces)) {
    if (one.attachment?.instanceId !== instanceId) continue;
    const isDeleted = one.attachment.deleteOnTermination;
    delete one.attachment;
    if (!isDeleted) continue;
    for (const address of Object.values(region.addresses)) {
      if (address.interfaceId !== one.id) continue;
      delete address.interfaceId;
      delete address.associationId;
    }
    delete region.interfaces[one.id];
  }
}

/** What goes with an instance (trap T6). */
export function dispose(region: Region, instance: Instance): void {
  for (const device of instance.devices) if (device.deleteOnTermination) delete region.volumes[device.volumeId];
  instance.devices = [];
  disposeInterfaces(region, instance.id);
  for (const one of Object.values(region.associations))
    if (one.instanceId === instance.id) delete region.associations[one.id];
  for (const group of Object.values(region.targetGroups))
    group.targets = group.targets.filter(({ id }) => id !== instance.id);
}

/** Brings states about whose time has come. Returns whether any has. */
export function advanceInstances(region: Region, now: number): boolean {
  let changed = false;
  for (const instance of Object.values(region.instances)) {
    if (!instance.transition || now < instance.transition.at) continue;
    instance.state = instance.transition.to;
    delete instance.transition;
    if (instance.state === 'terminated') dispose(region, instance);
    changed = true;
  }
  return changed;
}
