// Made by `npm run generate` from the files of this folder: an action’s id is its path.
import type { AnyAction } from '../language/index.ts';
import { findGroup as autoscalingFindGroup } from './autoscaling/find-group.ts';
import { holdInstance as autoscalingHoldInstance } from './autoscaling/hold-instance.ts';
import { readModelCost as ceReadModelCost } from './ce/read-model-cost.ts';
import { findDataEvents as cloudtrailFindDataEvents } from './cloudtrail/find-data-events.ts';
import { reviewActivity as cloudtrailReviewActivity } from './cloudtrail/review-activity.ts';
import { findAlarms as cloudwatchFindAlarms } from './cloudwatch/find-alarms.ts';
import { silenceAlarms as cloudwatchSilenceAlarms } from './cloudwatch/silence-alarms.ts';
import { awaitSnapshots as ec2AwaitSnapshots } from './ec2/await-snapshots.ts';
import { cutConnections as ec2CutConnections } from './ec2/cut-connections.ts';
import { describeInstance as ec2DescribeInstance } from './ec2/describe-instance.ts';
import { detachAddress as ec2DetachAddress } from './ec2/detach-address.ts';
import { disableMetadata as ec2DisableMetadata } from './ec2/disable-metadata.ts';
import { findSurvivingVolumes as ec2FindSurvivingVolumes } from './ec2/find-surviving-volumes.ts';
import { isolateInterface as ec2IsolateInterface } from './ec2/isolate-interface.ts';
import { isolateStrays as ec2IsolateStrays } from './ec2/isolate-strays.ts';
import { keepVolumes as ec2KeepVolumes } from './ec2/keep-volumes.ts';
import { lockSnapshots as ec2LockSnapshots } from './ec2/lock-snapshots.ts';
import { makeIsolationGroup as ec2MakeIsolationGroup } from './ec2/make-isolation-group.ts';
import { protectTermination as ec2ProtectTermination } from './ec2/protect-termination.ts';
import { readConsole as ec2ReadConsole } from './ec2/read-console.ts';
import { removeProfile as ec2RemoveProfile } from './ec2/remove-profile.ts';
import { snapshotVolume as ec2SnapshotVolume } from './ec2/snapshot-volume.ts';
import { snapshotVolumes as ec2SnapshotVolumes } from './ec2/snapshot-volumes.ts';
import { stopOnShutdown as ec2StopOnShutdown } from './ec2/stop-on-shutdown.ts';
import { terminateInstance as ec2TerminateInstance } from './ec2/terminate-instance.ts';
import { tracePaths as ec2TracePaths } from './ec2/trace-paths.ts';
import { deregisterTarget as elasticloadbalancingDeregisterTarget } from './elasticloadbalancing/deregister-target.ts';
import { findTargets as elasticloadbalancingFindTargets } from './elasticloadbalancing/find-targets.ts';
import { checkHealth as gatewayCheckHealth } from './gateway/check-health.ts';
import { findDoors as gatewayFindDoors } from './gateway/find-doors.ts';
import { forget as gatewayForget } from './gateway/forget.ts';
import { keepLogs as gatewayKeepLogs } from './gateway/keep-logs.ts';
import { locate as gatewayLocate } from './gateway/locate.ts';
import { reopen as gatewayReopen } from './gateway/reopen.ts';
import { revokeDevices as gatewayRevokeDevices } from './gateway/revoke-devices.ts';
import { rotateToken as gatewayRotateToken } from './gateway/rotate-token.ts';
import { scrubCopies as gatewayScrubCopies } from './gateway/scrub-copies.ts';
import { denyInstanceSessions as iamDenyInstanceSessions } from './iam/deny-instance-sessions.ts';
import { denyIssuedSessions as iamDenyIssuedSessions } from './iam/deny-issued-sessions.ts';
import { findRole as iamFindRole } from './iam/find-role.ts';
import { findSharers as iamFindSharers } from './iam/find-sharers.ts';
import { revokeRoleSessions as iamRevokeRoleSessions } from './iam/revoke-role-sessions.ts';
import { readSessions as logsReadSessions } from './logs/read-sessions.ts';
import { askEveryDoor as railwayAskEveryDoor } from './railway/ask-every-door.ts';
import { awaitDeployment as railwayAwaitDeployment } from './railway/await-deployment.ts';
import { backUpVolume as railwayBackUpVolume } from './railway/back-up-volume.ts';
import { findService as railwayFindService } from './railway/find-service.ts';
import { keepLogs as railwayKeepLogs } from './railway/keep-logs.ts';
import { keepSecrets as railwayKeepSecrets } from './railway/keep-secrets.ts';
import { readVariables as railwayReadVariables } from './railway/read-variables.ts';
import { redeploy as railwayRedeploy } from './railway/redeploy.ts';
import { rotateVariables as railwayRotateVariables } from './railway/rotate-variables.ts';
import { stopDeployment as railwayStopDeployment } from './railway/stop-deployment.ts';
import { findCopies as secretsmanagerFindCopies } from './secretsmanager/find-copies.ts';
import { keepToken as secretsmanagerKeepToken } from './secretsmanager/keep-token.ts';
import { makeToken as secretsmanagerMakeToken } from './secretsmanager/make-token.ts';
import { captureVolatile as ssmCaptureVolatile } from './ssm/capture-volatile.ts';
import { endSessions as ssmEndSessions } from './ssm/end-sessions.ts';
import { findAgent as ssmFindAgent } from './ssm/find-agent.ts';
import { findCopies as ssmFindCopies } from './ssm/find-copies.ts';
import { replaceCopy as ssmReplaceCopy } from './ssm/replace-copy.ts';

const named = <A extends { readonly id: string }>(id: string, action: A): A => ({ ...action, id });

export const autoscaling = {
  findGroup: named('autoscaling.find-group', autoscalingFindGroup),
  holdInstance: named('autoscaling.hold-instance', autoscalingHoldInstance),
};
export const ce = { readModelCost: named('ce.read-model-cost', ceReadModelCost) };
export const cloudtrail = {
  findDataEvents: named('cloudtrail.find-data-events', cloudtrailFindDataEvents),
  reviewActivity: named('cloudtrail.review-activity', cloudtrailReviewActivity),
};
export const cloudwatch = {
  findAlarms: named('cloudwatch.find-alarms', cloudwatchFindAlarms),
  silenceAlarms: named('cloudwatch.silence-alarms', cloudwatchSilenceAlarms),
};
export const ec2 = {
  awaitSnapshots: named('ec2.await-snapshots', ec2AwaitSnapshots),
  cutConnections: named('ec2.cut-connections', ec2CutConnections),
  describeInstance: named('ec2.describe-instance', ec2DescribeInstance),
  detachAddress: named('ec2.detach-address', ec2DetachAddress),
  disableMetadata: named('ec2.disable-metadata', ec2DisableMetadata),
  findSurvivingVolumes: named('ec2.find-surviving-volumes', ec2FindSurvivingVolumes),
  isolateInterface: named('ec2.isolate-interface', ec2IsolateInterface),
  isolateStrays: named('ec2.isolate-strays', ec2IsolateStrays),
  keepVolumes: named('ec2.keep-volumes', ec2KeepVolumes),
  lockSnapshots: named('ec2.lock-snapshots', ec2LockSnapshots),
  makeIsolationGroup: named('ec2.make-isolation-group', ec2MakeIsolationGroup),
  protectTermination: named('ec2.protect-termination', ec2ProtectTermination),
  readConsole: named('ec2.read-console', ec2ReadConsole),
  removeProfile: named('ec2.remove-profile', ec2RemoveProfile),
  snapshotVolume: named('ec2.snapshot-volume', ec2SnapshotVolume),
  snapshotVolumes: named('ec2.snapshot-volumes', ec2SnapshotVolumes),
  stopOnShutdown: named('ec2.stop-on-shutdown', ec2StopOnShutdown),
  terminateInstance: named('ec2.terminate-instance', ec2TerminateInstance),
  tracePaths: named('ec2.trace-paths', ec2TracePaths),
};
export const elasticloadbalancing = {
  deregisterTarget: named('elasticloadbalancing.deregister-target', elasticloadbalancingDeregisterTarget),
  findTargets: named('elasticloadbalancing.find-targets', elasticloadbalancingFindTargets),
};
export const gateway = {
  checkHealth: named('gateway.check-health', gatewayCheckHealth),
  findDoors: named('gateway.find-doors', gatewayFindDoors),
  forget: named('gateway.forget', gatewayForget),
  keepLogs: named('gateway.keep-logs', gatewayKeepLogs),
  locate: named('gateway.locate', gatewayLocate),
  reopen: named('gateway.reopen', gatewayReopen),
  revokeDevices: named('gateway.revoke-devices', gatewayRevokeDevices),
  rotateToken: named('gateway.rotate-token', gatewayRotateToken),
  scrubCopies: named('gateway.scrub-copies', gatewayScrubCopies),
};
export const iam = {
  denyInstanceSessions: named('iam.deny-instance-sessions', iamDenyInstanceSessions),
  denyIssuedSessions: named('iam.deny-issued-sessions', iamDenyIssuedSessions),
  findRole: named('iam.find-role', iamFindRole),
  findSharers: named('iam.find-sharers', iamFindSharers),
  revokeRoleSessions: named('iam.revoke-role-sessions', iamRevokeRoleSessions),
};
export const logs = { readSessions: named('logs.read-sessions', logsReadSessions) };
export const railway = {
  askEveryDoor: named('railway.ask-every-door', railwayAskEveryDoor),
  awaitDeployment: named('railway.await-deployment', railwayAwaitDeployment),
  backUpVolume: named('railway.back-up-volume', railwayBackUpVolume),
  findService: named('railway.find-service', railwayFindService),
  keepLogs: named('railway.keep-logs', railwayKeepLogs),
  keepSecrets: named('railway.keep-secrets', railwayKeepSecrets),
  readVariables: named('railway.read-variables', railwayReadVariables),
  redeploy: named('railway.redeploy', railwayRedeploy),
  rotateVariables: named('railway.rotate-variables', railwayRotateVariables),
  stopDeployment: named('railway.stop-deployment', railwayStopDeployment),
};
export const secretsmanager = {
  findCopies: named('secretsmanager.find-copies', secretsmanagerFindCopies),
  keepToken: named('secretsmanager.keep-token', secretsmanagerKeepToken),
  makeToken: named('secretsmanager.make-token', secretsmanagerMakeToken),
};
export const ssm = {
  captureVolatile: named('ssm.capture-volatile', ssmCaptureVolatile),
  endSessions: named('ssm.end-sessions', ssmEndSessions),
  findAgent: named('ssm.find-agent', ssmFindAgent),
  findCopies: named('ssm.find-copies', ssmFindCopies),
  replaceCopy: named('ssm.replace-copy', ssmReplaceCopy),
};

/** Every action there is, without its exact types: what the engine looks an id up in. */
export const actions = [
  ...Object.values(autoscaling),
  ...Object.values(ce),
  ...Object.values(cloudtrail),
  ...Object.values(cloudwatch),
  ...Object.values(ec2),
  ...Object.values(elasticloadbalancing),
  ...Object.values(gateway),
  ...Object.values(iam),
  ...Object.values(logs),
  ...Object.values(railway),
  ...Object.values(secretsmanager),
  ...Object.values(ssm),
] as unknown as readonly AnyAction[];
