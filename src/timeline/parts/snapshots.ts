import type { CaseState } from '../../engine/index.ts';
import type { Of } from '../../journal/index.ts';
import type { Confirmed } from '../confirm.ts';
import { idsIn } from '../rows/step-said.ts';
import type { Snapshot } from '../timeline.ts';
import { about } from '../words.ts';

const SNAPSHOT = /^snap-[0-9a-f]{8,17}$/;
/** Outputs that tell what became of a snapshot, by the step that looked or locked. */
const STATES = ['completed', 'pending', 'locked'] as const;
const statesOf = (ends: readonly Of<'ended'>[], id: string): readonly string[] => {
  const states = new Map<string, string>();
  for (const { output, at } of ends)
    for (const state of STATES) if (idsIn(output[state], SNAPSHOT).includes(id)) states.set(state, at);
  if (states.has('completed')) states.delete('pending');
  return [...states.keys()];
};

/** Snapshots that were taken as evidence. They can't be hashed: id, request id and CloudTrail event stand for them. */
export const snapshotsOf = (state: CaseState, confirmed: Confirmed): readonly Snapshot[] => {
  const titles = new Map(state.steps.filter(({ does }) => does === 'keeps').map((step) => [step.key, step.title]));
  const ends = state.entries.filter((entry) => entry.is === 'ended');
  const made = new Map<string, Snapshot>();
  for (const entry of ends) {
    const title = titles.get(entry.key);
    if (title === undefined) continue;
    const requestIds = entry.calls.flatMap(({ call, requestId }) =>
      requestId !== undefined && /^ec2:(Create|Copy)Snapshots?$/.test(call) ? [requestId] : [],
    );
    for (const id of idsIn(entry.output, SNAPSHOT))
      if (!made.has(id))
        made.set(id, {
          id,
          what: about(title, entry.key),
          at: entry.at,
          line: entry.seq,
          states: statesOf(ends, id),
          requestIds,
          eventIds: confirmed.eventsOf(entry.seq),
        });
  }
  return [...made.values()];
};
