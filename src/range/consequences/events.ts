import { Control } from '../control/control.ts';
import type { Entry } from '../record/entry.ts';
import type { ScenarioEvent } from '../scenarios/scenario.ts';
import type { Simulation } from '../server/simulation.ts';

function isTriggeredBy({ on }: ScenarioEvent, entry: Entry): boolean {
  if (!on || on.operation !== entry.operation || !entry.effect) return false;
  return !on.member || (entry.input as Record<string, unknown>)[on.member] !== undefined;
}

/** Puts events into the queue which this request triggers. Each happens once. */
export function noticeEvents({ world, events }: Simulation, entry: Entry): void {
  for (const [index, event] of events.entries()) {
    const isKnown = world.eventsDone.includes(index) || world.eventsPending.some((one) => one.index === index);
    if (!isKnown && isTriggeredBy(event, entry))
      world.eventsPending.push({ index, at: entry.at + (event.delayMs ?? 0) });
  }
}

/** Events with a time of their own wait from the start. */
export function queueTimedEvents({ world, events }: Simulation): void {
  for (const [index, { afterMs }] of events.entries())
    if (
      afterMs !== undefined &&
      !world.eventsDone.includes(index) &&
      !world.eventsPending.some((one) => one.index === index)
    )
      world.eventsPending.push({ index, at: world.startedAt + afterMs });
}

export function advanceEvents(simulation: Simulation, now: number): boolean {
  const { world, events } = simulation;
  const due = world.eventsPending.filter(({ at }) => now >= at);
  for (const { index } of due) {
    world.eventsPending = world.eventsPending.filter((one) => one.index !== index);
    world.eventsDone.push(index);
    events[index]?.act(new Control(simulation), world.targets);
  }
  return due.length > 0;
}
