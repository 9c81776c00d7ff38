import type { AttackTally } from './attack/attack.ts';
import type { InstanceCredentials } from './control/credentials.ts';
import type { Control } from './control/control.ts';
import type { Fault, FaultHit } from './faults/fault.ts';
import type { Faults } from './faults/faults.ts';
import type { Hosts } from './hosts/hosts.ts';
import type { RangeInfo } from './info.ts';
import type { RequestRecord } from './record/request-record.ts';
import type { Scenario } from './scenarios/scenario.ts';
import type { World } from './world/world.ts';

export interface RangeOptions {
  /** A scenario's id, or one that is not among them. */
  readonly scenario: string | Scenario;
  /** Keeps the state there, and goes on from what is there already. */
  readonly dir?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly seed?: number;
  readonly faults?: readonly Fault[];
  /** Added to every answer, as the network to AWS would. */
  readonly latencyMs?: number;
  /** Told of errors which are the range's own. */
  readonly onBug?: (error: unknown) => void;
}

/** A running range. Other processes get `RangeInfo`; the rest is for the process which started it. */
export interface Range extends Omit<RangeInfo, 'attack'> {
  /** The same as JSON for another process. */
  readonly info: RangeInfo;
  readonly world: World;
  /** Act as a colleague or as the attacker. */
  readonly control: Control;
  readonly record: RequestRecord;
  readonly faults: Faults;
  readonly faultsHit: readonly FaultHit[];
  readonly hosts: Hosts;
  /** What the attacker has got in with since the alert; undefined where nobody attacks. */
  readonly attack: AttackTally | undefined;
  /** What an instance would get from its metadata service now. */
  instanceCredentials(instanceId: string): InstanceCredentials;
  stop(): Promise<void>;
}
