import { advance } from '../consequences/advance.ts';
import type { Faults } from '../faults/faults.ts';
import type { Hosts } from '../hosts/hosts.ts';
import type { RequestRecord } from '../record/request-record.ts';
import type { ScenarioEvent } from '../scenarios/scenario.ts';
import type { Clock } from '../world/clock.ts';
import type { Store } from '../world/store.ts';
import type { World } from '../world/world.ts';

interface Parts {
  readonly world: World;
  readonly clock: Clock;
  readonly record: RequestRecord;
  readonly faults: Faults;
  readonly hosts: Hosts;
  readonly events: readonly ScenarioEvent[];
  readonly store?: Store | undefined;
  /** Told of errors which are the range's own. */
  readonly onBug: (error: unknown) => void;
}

/** The world with everything that acts on it. One per running range. */
export class Simulation {
  readonly world: World;
  readonly clock: Clock;
  readonly record: RequestRecord;
  readonly faults: Faults;
  readonly hosts: Hosts;
  readonly events: readonly ScenarioEvent[];
  readonly #onBug: (error: unknown) => void;
  #store: Store | undefined;
  #saved = '';

  constructor({ world, clock, record, faults, hosts, events, store, onBug }: Parts) {
    this.world = world;
    this.clock = clock;
    this.record = record;
    this.faults = faults;
    this.hosts = hosts;
    this.events = events;
    this.#store = store;
    this.#onBug = onBug;
  }

  /** The whole state as text: two equal texts mean that nothing changed between them. */
  snapshot(): string {
    return JSON.stringify(this.world);
  }

  /** Puts back what a failed write had already changed. */
  restore(snapshot: string): void {
    if (snapshot !== this.snapshot()) Object.assign(this.world, JSON.parse(snapshot) as World);
  }

  /** Lets everything happen that is due by now. */
  advance(): void {
    if (advance(this)) this.save();
  }

  /** Work that goes on beside requests. */
  inBackground(work: Promise<unknown>): void {
    work.catch(this.#onBug);
  }

  /** From now on nothing is written any more. */
  close(): void {
    this.#store = undefined;
  }

  /** Durable before it returns; without a folder there is nothing to do. */
  save(text?: string): void {
    if (!this.#store) return;
    const state = text ?? this.snapshot();
    if (state === this.#saved) return;
    this.#store.save(state);
    this.#saved = state;
  }
}
