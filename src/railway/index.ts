export { byHandOf } from './by-hand.ts';
export { commands, isRailwayCall } from './commands.ts';
export { RailwayFailed, type RailwayFailure } from './failure.ts';
export { isNewEnough, OLDEST, UPGRADE } from './needs.ts';
export { runCommand, versionOf } from './open.ts';
export { isCredential } from './secrets.ts';
export type { CommandInput, CommandOutput, Deployment, Place, RailwayCall } from './types.ts';
