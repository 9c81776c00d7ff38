import type { CaseState } from '../engine/index.ts';
import { handleFor, type Session } from './session.ts';

export interface Changed {
  readonly by: string;
  readonly at: string;
}
const IDS = /^(i|eni|sg|vol)-[0-9a-f]{8,17}$/;

/** Every request that this case made: what CloudTrail shows of them is ours. */
const ownRequests = (state: CaseState): ReadonlySet<string> =>
  new Set(
    state.entries
      .flatMap((entry) => ('calls' in entry ? (entry.calls ?? []) : []))
      .flatMap((call) => call.requestId ?? []),
  );

/**
 * Who changed what a step had set, as far as CloudTrail tells yet (its events come minutes late): the newest write to one
 * of the step's resources since it was last proven that was not ours.
 */
export const whoChanged = async (session: Session, state: CaseState, key: string): Promise<Changed | undefined> => {
  const step = state.steps.find((one) => one.key === key);
  const since = step?.proof?.at;
  const ids = Object.values(step?.input ?? {}).filter(
    (value): value is string => typeof value === 'string' && IDS.test(value),
  );
  if (since === undefined) return undefined;
  const own = ownRequests(state);
  const aws = handleFor(session, ['cloudtrail:LookupEvents'], AbortSignal.timeout(5_000));
  for (const id of ids.toSorted((a, b) => Number(a.startsWith('i-')) - Number(b.startsWith('i-')))) {
    try {
      const { Events = [] } = await aws('cloudtrail:LookupEvents', {
        LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: id }],
        StartTime: new Date(since),
      });
      const foreign = Events.filter((event) => event.ReadOnly !== 'true' && !own.has(requestOf(event.CloudTrailEvent)));
      const [newest] = foreign.toSorted((a, b) => Number(b.EventTime) - Number(a.EventTime));
      if (newest?.EventTime) return { by: newest.Username ?? 'somebody', at: newest.EventTime.toISOString() };
    } catch {
      return undefined; // who it was is a courtesy; that it happened has been read
    }
  }
  return undefined;
};
const requestOf = (event: string | undefined): string => {
  try {
    return (JSON.parse(event ?? '{}') as { requestID?: string }).requestID ?? '';
  } catch {
    return '';
  }
};
