import type { CaseState } from '../../engine/index.ts';
import type { Entry } from '../../journal/index.ts';
import type { Attribution } from '../attribution.ts';
import type { Confirmed } from '../confirm.ts';
import type { Row, Who } from '../timeline.ts';
import { saysOf } from './says.ts';

/** Who an entry tells of, by its own account. */
const actorOf = (entry: Entry, { person, principal }: Attribution): { readonly who: Who; readonly name?: string } => {
  if (entry.is === 'opened' || entry.is === 'resumed') return { who: 'responder', name: entry.operator };
  if (entry.is === 'held') return { who: 'colleague', name: entry.by };
  if (entry.is === 'verified' && entry.changedBy !== undefined)
    return { who: principal(entry.changedBy), name: entry.changedBy };
  if ('by' in entry) {
    const who = person(entry.by);
    return who === 'ir' ? { who } : { who, name: entry.by };
  }
  return { who: 'ir' };
};

/** The journal's facts, in its own order. */
export const journalRows = (state: CaseState, attribution: Attribution, confirmed: Confirmed): readonly Row[] => {
  const start = state.clocks.start.getTime();
  const says = saysOf(state);
  let latest = '';
  return state.entries.flatMap((entry): readonly Row[] => {
    const what = says(entry);
    const steppedBack = entry.at < latest;
    if (!steppedBack) latest = entry.at;
    if (what === undefined) return [];
    const events = confirmed.eventsOf(entry.seq).map((eventId) => ({ is: 'cloudtrail', eventId }) as const);
    const file = entry.is === 'kept' ? [{ is: 'file', file: entry.file } as const] : [];
    return [
      {
        at: entry.at,
        since: Date.parse(entry.at) - start,
        ...actorOf(entry, attribution),
        what,
        sources: [{ is: 'journal', line: entry.seq }, ...events, ...file],
        ...(steppedBack ? { steppedBack } : {}),
      },
    ];
  });
};
