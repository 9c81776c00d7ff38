import type * as cloudtrail from '@aws-sdk/client-cloudtrail';
import { AwsError, modeled } from '../../wire/error.ts';
import type { Entry } from '../../record/entry.ts';
import type { Simulation } from '../../server/simulation.ts';
import type { Call, Handlers } from '../handlers.ts';
import {
  InvalidLookupAttributesException$,
  InvalidMaxResultsException$,
  InvalidNextTokenException$,
  InvalidTimeRangeException$,
} from './errors.ts';
import { eventView } from './event.ts';

const DAY = 86_400_000;
/** LookupEvents: 90 days, 50 events per page, 2 requests a second per account and region, one attribute (trap T16). */
const KEPT_DAYS = 90;
const PAGE = 50;
const REQUESTS_PER_SECOND = 2;

const looks: Readonly<Record<string, (entry: Entry) => readonly string[]>> = {
  EventId: (entry) => [entry.requestId],
  EventName: (entry) => [entry.operation],
  EventSource: (entry) => [`${entry.signingName}.amazonaws.com`],
  ReadOnly: (entry) => [String(entry.readOnly)],
  Username: (entry) => [entry.identity.username],
  AccessKeyId: (entry) => [entry.accessKeyId],
  ResourceName: (entry) => entry.resources,
};

function attributeTest([attribute, second]: readonly cloudtrail.LookupAttribute[]) {
  if (second) throw modeled(InvalidLookupAttributesException$, 'You can specify only one lookup attribute.');
  if (!attribute) return () => true;
  const look = looks[attribute.AttributeKey ?? ''];
  if (!look) throw modeled(InvalidLookupAttributesException$, `The range does not simulate ${attribute.AttributeKey}`);
  return (entry: Entry) => look(entry).includes(attribute.AttributeValue ?? '');
}

/** Requests that never arrived or were refused by a gateway leave no trace. */
const isTraced = ({ fault }: Entry) =>
  fault === undefined || fault === 'slow' || fault === 'trickle' || fault === 'access-denied';

/** What has been delivered by now, of this account and region. */
function delivered({ simulation, account, region, world, now }: Call): Entry[] {
  const until = now - world.delays.cloudTrailMs;
  return simulation.record.entries.filter(
    (entry) => entry.account === account.id && entry.region === region.name && entry.at <= until && isTraced(entry),
  );
}

const recent = new WeakMap<Simulation, Map<string, number[]>>();

/** The count is kept per running range, account and region; not on disk. */
function limitRate({ simulation, account, region, now }: Call): void {
  const counts = recent.get(simulation) ?? new Map<string, number[]>();
  recent.set(simulation, counts);
  const place = `${account.id}/${region.name}`;
  const times = (counts.get(place) ?? []).filter((at) => at > now - 1000);
  if (times.length >= REQUESTS_PER_SECOND) throw new AwsError('ThrottlingException', 'Rate exceeded');
  counts.set(place, [...times, now]);
}

/** A token names the last event of its page, not a position: new events arrive at the front meanwhile. */
const tokenOf = (last: Entry) => Buffer.from(`after:${last.requestId}`).toString('base64url');

function afterToken(events: readonly Entry[], token: string): number {
  const id = Buffer.from(token, 'base64url')
    .toString()
    .replace(/^after:/, '');
  const index = events.findIndex(({ requestId }) => requestId === id);
  if (index < 0) throw modeled(InvalidNextTokenException$, 'Invalid NextToken');
  return index + 1;
}

export const lookup: Handlers<typeof cloudtrail> = {
  LookupEvents: (input, call) => {
    limitRate(call);
    const { MaxResults: max = PAGE, NextToken: token, StartTime, EndTime } = input;
    if (max < 1 || max > PAGE) throw modeled(InvalidMaxResultsException$, 'You can specify a maximum of 50 results.');
    const from = Math.max(StartTime?.getTime() ?? 0, call.now - KEPT_DAYS * DAY);
    const to = EndTime?.getTime() ?? Infinity;
    if (from > to) throw modeled(InvalidTimeRangeException$, 'Start time must be before end time.');
    const fits = attributeTest(input.LookupAttributes ?? []);
    const found = delivered(call).filter((entry) => entry.at >= from && entry.at <= to && fits(entry));
    const newestFirst = found.toSorted((a, b) => b.at - a.at);
    const start = token ? afterToken(newestFirst, token) : 0;
    const end = start + Math.min(max, call.world.pageSize ?? PAGE);
    const items = newestFirst.slice(start, end);
    const last = items.at(-1);
    return { Events: items.map(eventView), NextToken: last && end < newestFirst.length ? tokenOf(last) : undefined };
  },
};
