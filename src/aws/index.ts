export type { Aws, At, InputOf, Looking, OutputOf, Service } from './calls.ts';
export { type Door, type DoorOptions, type Made, openDoor } from './door.ts';
export { endpointsFromEnvironment, type Reach } from './endpoint.ts';
export { type AwsFailure, CallFailed, failedBecause, failedWith } from './failure.ts';
export { type Identity, isInstance, whoAmI, whoOnRailway } from './identity.ts';
export { type Call, iamNameOf, isAwsCall, isCall, operations, type ReadCall, shownName } from './operations.ts';
export { type Knock, type Knocked, type Outside, outsideOf } from './outside.ts';
