import type { RailwayCall } from './types.ts';

/** What IAM would need besides: nothing, it has no say there. */
const implies: readonly string[] = [];
const reads = { access: 'read', repeat: 'safe', dryRun: false, implies } as const;
/** Sets a state: repeating it changes nothing more. */
const sets = { access: 'write', repeat: 'safe', dryRun: false, implies } as const;
/** Makes a new thing each time. */
const makes = { access: 'write', repeat: 'never', dryRun: false, implies } as const;

/**
 * The one table of what the railway program may be asked for, beside that of AWS operations: an action declares these
 * names, and the door opens for no others. Never in it: `railway down`, which removes the deployment from the history,
 * and bare `railway domain`, which makes a new domain.
 */
export const commands = {
  'railway:whoami': reads,
  'railway:project-token': reads,
  'railway:status': reads,
  'railway:environment-list': reads,
  'railway:service-instance': reads,
  'railway:deployment': reads,
  'railway:logs': reads,
  'railway:variable-list': reads,
  'railway:variable-set': sets,
  'railway:redeploy': makes,
  'railway:deployment-stop': sets,
  'railway:backup-list': reads,
  'railway:backup-create': makes,
  'railway:backup-lock': sets,
} as const satisfies Record<RailwayCall, object>;

export const isRailwayCall = (name: string): name is RailwayCall => Object.hasOwn(commands, name);
