import type { ComputeState } from './compute.ts';
import type { Attack } from '../attack/attack.ts';
import type { Cost, Distribution, FleetState } from './fleet.ts';
import type { IamState } from './iam.ts';
import type { LogsState } from './logs.ts';
import type { NetworkState } from './network.ts';
import type { SecretsState } from './secrets.ts';
import type { SystemsState } from './systems.ts';

/** How long things take, as data of the scenario. Real AWS needs minutes for most; a drill has no minutes. */
export interface Delays {
  snapshotMs: number;
  cloudTrailMs: number;
  metadataMs: number;
  stopMs: number;
  terminateMs: number;
  /** Until a new command has an invocation that can be read. */
  invocationMs: number;
  /** From failing checks to Unhealthy, and from there to termination, in an Auto Scaling group. */
  unhealthyMs: number;
  replaceMs: number;
  /** From isolation to an alarm's action. */
  alarmMs: number;
  standbyMs: number;
  profileMs: number;
}

const defaultDelays: Delays = {
  snapshotMs: 2000,
  cloudTrailMs: 2000,
  metadataMs: 300,
  stopMs: 500,
  terminateMs: 500,
  invocationMs: 40,
  unhealthyMs: 1000,
  replaceMs: 1000,
  alarmMs: 1500,
  standbyMs: 200,
  profileMs: 100,
};

/** Everything that is kept per account and region. */
export interface Region extends NetworkState, ComputeState, SystemsState, FleetState, SecretsState, LogsState {
  name: string;
}

/** Everything that is kept per account: IAM is global there. */
export interface Account extends IamState {
  id: string;
  alias: string;
  regions: Record<string, Region>;
  distributions?: Record<string, Distribution>;
  /** What it has cost, by day and service. */
  costs?: Cost[];
}

/** An action of the scenario that is still to happen: see `ScenarioEvent`. */
export interface PendingEvent {
  index: number;
  at: number;
}

/** What a drill is pointed at. */
export interface Target {
  instanceId: string;
  name: string;
  account: string;
  region: string;
}

/** The whole simulated cloud. Plain data: `JSON.parse(JSON.stringify(world))` is the same world. */
export interface World {
  format: 1;
  scenario: string;
  /** The state of the id generator, so that a seed gives the same ids. */
  random: number;
  startedAt: number;
  accounts: Record<string, Account>;
  delays: Delays;
  /** What the drill is about. */
  targets: Target[];
  /** No page is longer than this; undefined = AWS's own sizes. */
  pageSize?: number;
  /** Indexes of scenario events which already happened, and those which wait for their time. */
  eventsDone: number[];
  eventsPending: PendingEvent[];
  /** The stranger who uses what was leaked. */
  attack?: Attack;
}

function emptyRegion(name: string): Region {
  return {
    name,
    vpcs: {},
    subnets: {},
    routeTables: {},
    natGateways: {},
    endpoints: {},
    flowLogs: {},
    groups: {},
    interfaces: {},
    addresses: {},
    instances: {},
    volumes: {},
    snapshots: {},
    associations: {},
    agents: {},
    commands: {},
    sessions: {},
    parameters: {},
    scalingGroups: {},
    loadBalancers: {},
    targetGroups: {},
    alarms: {},
    stacks: {},
    trails: {},
    secrets: {},
    logGroups: {},
  };
}

export function emptyAccount(id: string, alias: string): Account {
  return { id, alias, users: {}, roles: {}, profiles: {}, keys: {}, regions: {} };
}

export function emptyWorld(scenario: string, seed: number, startedAt: number): World {
  return {
    format: 1,
    scenario,
    random: seed,
    startedAt,
    accounts: {},
    delays: { ...defaultDelays },
    targets: [],
    eventsDone: [],
    eventsPending: [],
  };
}

/** The region's state; an account's unused region is an empty one. */
export function regionOf(account: Account, name: string): Region {
  return (account.regions[name] ??= emptyRegion(name));
}
