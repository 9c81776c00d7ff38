import { interfacesOf } from '../services/ec2/find.ts';
import type { Device, Instance } from '../world/compute.ts';
import type { ScalingGroup } from '../world/fleet.ts';
import { macAddress, resourceId } from '../world/ids.ts';
import type { Site } from './site.ts';

function cloneDevice({ simulation, region, now }: Site, device: Device): Device {
  const volume = region.volumes[device.volumeId];
  const volumeId = resourceId(simulation.world, 'vol');
  if (volume) region.volumes[volumeId] = { ...volume, id: volumeId, createdAt: now, tags: {} };
  return { ...device, volumeId, attachedAt: now, deleteOnTermination: true };
}

function cloneInterface(
  { simulation, region, now }: Site,
  model: Instance,
  group: ScalingGroup,
  instanceId: string,
): void {
  const { world } = simulation;
  const [primary] = interfacesOf(region, model.id);
  const count = Object.keys(region.interfaces).length;
  const id = resourceId(world, 'eni');
  region.interfaces[id] = {
    id,
    vpcId: model.vpcId,
    subnetId: model.subnetId,
    zone: model.zone,
    privateIp: (primary?.privateIp ?? '10.0.1.0').replace(/\d+$/, `${100 + (count % 100)}`),
    ipv6: [],
    mac: macAddress(world),
    description: '',
    groups: [...group.launchGroups],
    sourceDestCheck: true,
    requesterManaged: false,
    attachment: {
      id: resourceId(world, 'eni-attach'),
      instanceId,
      deviceIndex: 0,
      attachedAt: now,
      deleteOnTermination: true,
    },
    tags: {},
  };
}

/** A fresh instance like another one, as a scaling group launches it from its template. Returns its id. */
export function cloneInstance(site: Site, model: Instance, group: ScalingGroup): string {
  const { simulation, region, now } = site;
  const id = resourceId(simulation.world, 'i');
  const { transition: _transition, rebootedAt: _rebootedAt, stateReason: _reason, ...rest } = model;
  region.instances[id] = {
    ...rest,
    id,
    reservationId: resourceId(simulation.world, 'r'),
    launchedAt: now,
    state: 'running',
    terminationProtected: false,
    metadata: { ...model.metadata, appliedAt: now },
    devices: model.devices.map((device) => cloneDevice(site, device)),
    firstGroups: {},
    tags: { Name: model.tags['Name'] ?? '', 'aws:autoscaling:groupName': group.name },
  };
  cloneInterface(site, model, group, id);
  group.members[id] = { instanceId: id, lifecycle: 'InService', health: 'Healthy', protectedFromScaleIn: false };
  for (const targetGroup of group.targetGroupArns.flatMap((arn) => region.targetGroups[arn] ?? []))
    targetGroup.targets.push({ id, port: targetGroup.port });
  return id;
}
