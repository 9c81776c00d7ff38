import type { Range } from '../../src/range/index.ts';

type World = Range['world'];
type Site = { readonly world: World; readonly account: string; readonly region: string };

const placeOf = ({ world, account, region }: Site) => {
  const own = world.accounts[account];
  const there = own?.regions[region];
  if (!own || !there) throw new Error(`the range has no ${region} of ${account}`);
  return { own, there };
};
export const placeIn = placeOf;

/** What an instance's containment looks like from AWS's side, in words that do not depend on ids that a case makes. */
export const containmentOf = (site: Site, id: string) => {
  const { own, there } = placeOf(site);
  const instance = there.instances[id];
  const profile = Object.values(there.associations).find((one) => one.instanceId === id);
  const shutIn = (group: string): boolean => there.groups[group]?.rules.length === 0;
  const volumes = instance?.devices.map(({ volumeId }) => volumeId) ?? [];
  return {
    interfaces: Object.values(there.interfaces)
      .filter((one) => one.attachment?.instanceId === id)
      .map((one) => ({ id: one.id, groups: one.groups.length, shut: one.groups.every(shutIn) })),
    /** One per volume is right: none is lost evidence, two were made twice. */
    snapshots: volumes.map((volume) => Object.values(there.snapshots).filter((one) => one.volumeId === volume).length),
    locked: Object.values(there.snapshots).map((one) => one.lock?.mode),
    protectedFromTermination: instance?.terminationProtected,
    shutdown: instance?.shutdownBehavior,
    state: instance?.state,
    volumesGo: instance?.devices.filter((device) => device.deleteOnTermination).length,
    metadata: instance?.metadata.endpoint,
    profile: profile?.profileName,
    /** Groups beside those that the scenario has: one isolation group per VPC, and no open one left behind. */
    groupsMade: Object.values(there.groups).filter((group) => /^net-[0-9a-f]{8}$/.test(group.name)).length,
    denies: Object.values(own.roles).map(
      (role) => `${role.name}: ${Object.values(role.policies).filter((text) => text.includes('"Deny"')).length}`,
    ),
    addresses: Object.values(there.addresses).map((one) => one.interfaceId ?? 'free'),
    liveSessions: Object.values(there.sessions).filter((one) => one.endedAt === undefined && one.target === id).length,
  };
};

/** All of the world that a release puts back, as it is now: compared before a run and after its release. */
export const releasableOf = (site: Site, id: string): unknown => {
  const { own, there } = placeOf(site);
  const { terminationProtected, shutdownBehavior, state, devices, metadata } = there.instances[id] ?? {};
  return structuredClone({
    instance: { terminationProtected, shutdownBehavior, state, devices, endpoint: metadata?.endpoint },
    interfaces: Object.values(there.interfaces).map(({ id: eni, groups }) => ({ eni, groups })),
    // The association itself is a new one.
    profiles: Object.values(there.associations)
      .map(({ instanceId, profileName }) => `${instanceId} ${profileName}`)
      .toSorted(),
    addresses: Object.values(there.addresses).map(({ publicIp, interfaceId }) => ({ publicIp, interfaceId })),
    policies: Object.values(own.roles).map(({ name, policies }) => ({ name, policies })),
    alarms: Object.values(there.alarms).map(({ name, actionsEnabled }) => ({ name, actionsEnabled })),
    members: Object.values(there.scalingGroups).map(({ name, min, desired, suspended, members }) => ({
      name,
      min,
      desired,
      suspended,
      members: Object.values(members).map(({ instanceId, lifecycle }) => ({ instanceId, lifecycle })),
    })),
    targets: Object.values(there.targetGroups).map(({ name, targets }) => ({
      name,
      targets: targets.map((target) => `${target.id}:${target.port}`).toSorted(),
    })),
    groups: Object.values(there.groups)
      .map(({ name }) => name)
      .toSorted(),
  });
};
/** The last read of a world that another process keeps in a folder. */
export const worldIn = (text: string): World => JSON.parse(text) as World;
