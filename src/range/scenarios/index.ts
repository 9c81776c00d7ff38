import { agentOffline } from './agent-offline.ts';
import { alarmReboots } from './alarm-reboots.ts';
import { alreadyTerminated } from './already-terminated.ts';
import { autoScalingGroup } from './auto-scaling-group.ts';
import { autoassignedAddress } from './autoassigned-address.ts';
import { compromisedInstance } from './compromised-instance.ts';
import { evidenceFails } from './evidence-fails.ts';
import { evidenceHangs } from './evidence-hangs.ts';
import { leakedToken } from './leaked-token.ts';
import { interfaceAdded } from './interface-added.ts';
import { lean } from './lean.ts';
import { natPath } from './nat-path.ts';
import { noProfile } from './no-profile.ts';
import { profileNameDiffers } from './profile-name-differs.ts';
import type { Scenario } from './scenario.ts';
import { sharedRole } from './shared-role.ts';
import { threeHoursOld } from './three-hours-old.ts';
import { twoInterfacesThreeVolumes } from './two-interfaces-three-volumes.ts';

/** The default one of each playbook first. */
const all: readonly Scenario[] = [
  compromisedInstance,
  twoInterfacesThreeVolumes,
  noProfile,
  profileNameDiffers,
  sharedRole,
  natPath,
  autoScalingGroup,
  alarmReboots,
  interfaceAdded,
  threeHoursOld,
  evidenceFails,
  evidenceHangs,
  alreadyTerminated,
  agentOffline,
  autoassignedAddress,
  lean,
  leakedToken,
];

/** Every scenario by its id. */
export const scenarios: Readonly<Record<string, Scenario>> = Object.fromEntries(all.map((one) => [one.id, one]));

/** The ids of a playbook's scenarios, the default one first; of all, where none is named. */
export function scenarioNames(playbook?: string): string[] {
  return all.filter((one) => playbook === undefined || one.playbook === playbook).map(({ id }) => id);
}
