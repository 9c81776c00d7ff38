import type { Control } from '../control/control.ts';
import type { Site } from '../build/site.ts';
import type { Fault } from '../faults/fault.ts';
import type { Delays, Target } from '../world/world.ts';

/** How a person of the scenario answers a gate, or reports a step done by hand. */
export interface PersonAnswer {
  readonly answer: 'approve' | 'deny' | 'done';
  readonly proof?: Readonly<Record<string, unknown>>;
  /** Their reaction time. */
  readonly afterMs: number;
}

/** Something that happens by itself: after a time, or a while after the first request of a kind that changed something. */
export interface ScenarioEvent {
  readonly title: string;
  readonly afterMs?: number;
  readonly on?: { readonly operation: string; readonly member?: string };
  /** After the request. */
  readonly delayMs?: number;
  readonly act: (control: Control, targets: readonly Target[]) => unknown;
}

/** A drill's world, declared: what is there, who answers, what goes wrong. */
export interface Scenario {
  readonly id: string;
  readonly playbook: string;
  readonly title: string;
  /** What it teaches, in one line. */
  readonly teaches: string;
  readonly severity: 'critical' | 'high' | 'medium';
  /** Puts everything in place. Returns what the drill is about. */
  readonly build: (site: Site) => readonly Target[];
  /** By gate or by-hand id. */
  readonly people: Readonly<Record<string, PersonAnswer>>;
  /** The alert came so long ago. */
  readonly alertedAgoMs?: number;
  readonly events?: readonly ScenarioEvent[];
  readonly faults?: readonly Fault[];
  readonly delays?: Partial<Delays>;
  readonly pageSize?: number;
  readonly seed?: number;
}
