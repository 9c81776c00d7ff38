import { agentOffline } from './agent-offline.ts';
import { alarmReboots } from './alarm-reboots.ts';
import { alreadyTerminated } from './already-terminated.ts';
import { autoScalingGroup } from './auto-scaling-group.ts';
import { autoassignedAddress } from './autoassigned-address.ts';
import { compromisedInstance } from './compromised-instance.ts';
import { evidenceFails } from './evidence-fails.ts';
import { evidenceHangs } from './evidence-hangs.ts';
import { gatewayAgentOffline } from './gateway-agent-offline.ts';
import { gatewaySlow } from './gateway-slow.ts';
import { hostDiskFull } from './host-disk-full.ts';
import { interfaceAdded } from './interface-added.ts';
import { json5Comments } from './json5-comments.ts';
import { leakedToken } from './leaked-token.ts';
import { lean } from './lean.ts';
import { moltbotNames } from './moltbot-names.ts';
import { natPath } from './nat-path.ts';
import { noAuth } from './no-auth.ts';
import { noProfile } from './no-profile.ts';
import { notAGateway } from './not-a-gateway.ts';
import { passwordMode } from './password-mode.ts';
import { portTaken } from './port-taken.ts';
import { profileNameDiffers } from './profile-name-differs.ts';
import { restartFails } from './restart-fails.ts';
import type { Scenario } from './scenario.ts';
import { severalDoors } from './several-doors.ts';
import { sharedRole } from './shared-role.ts';
import { systemUnit } from './system-unit.ts';
import { tailscaleMode } from './tailscale-mode.ts';
import { threeHoursOld } from './three-hours-old.ts';
import { tokenAsSecretrefEnv } from './token-as-secretref-env.ts';
import { tokenAsSecretrefExec } from './token-as-secretref-exec.ts';
import { tokenAsSecretref } from './token-as-secretref.ts';
import { tokenInDotenv } from './token-in-dotenv.ts';
import { tokenInFile } from './token-in-file.ts';
import { tokenInUnit } from './token-in-unit.ts';
import { twoGateways } from './two-gateways.ts';
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
  tokenInFile,
  tokenInUnit,
  tokenInDotenv,
  tokenAsSecretref,
  tokenAsSecretrefEnv,
  tokenAsSecretrefExec,
  json5Comments,
  gatewayAgentOffline,
  restartFails,
  portTaken,
  gatewaySlow,
  hostDiskFull,
  passwordMode,
  moltbotNames,
  systemUnit,
  twoGateways,
  noAuth,
  tailscaleMode,
  severalDoors,
  notAGateway,
];

/** Every scenario by its id. */
export const scenarios: Readonly<Record<string, Scenario>> = Object.fromEntries(all.map((one) => [one.id, one]));

/** The ids of a playbook's scenarios, the default one first; of all, where none is named. */
export function scenarioNames(playbook?: string): string[] {
  return all.filter((one) => playbook === undefined || one.playbook === playbook).map(({ id }) => id);
}
