import { isCall, type Made, operations } from '../aws/index.ts';
import type { CaseState } from '../engine/index.ts';
import type { Attribution } from './attribution.ts';
import type { Reviewed } from './reviews.ts';
import type { Unconfirmed } from './timeline.ts';
import { about } from './words.ts';

/** A call of ours as the journal has it. */
interface Sent {
  readonly made: Made;
  readonly line: number;
  readonly at: string;
  readonly from: number;
  readonly what: string;
}
export interface Confirmed {
  /** The journal line that an event confirms, by event id. */
  readonly lineOf: ReadonlyMap<string, number>;
  /** The events that confirm a journal line's writes, in their order. */
  readonly eventsOf: (line: number) => readonly string[];
  readonly unconfirmed: readonly Unconfirmed[];
}

export const isWrite = (call: string): boolean => isCall(call) && operations[call].access === 'write';
const sentIn = (state: CaseState): readonly Sent[] => {
  const titles = new Map(state.steps.map((step) => [step.key, step.title]));
  const began = new Map<string, string>();
  return state.entries.flatMap((entry) => {
    if (entry.is === 'began') began.set(entry.key, entry.at);
    if (entry.is !== 'ended' && entry.is !== 'failed' && entry.is !== 'released') return [];
    const from = Date.parse(began.get(entry.key) ?? entry.at);
    const what = about(titles.get(entry.key) ?? entry.key, entry.key);
    return entry.calls.map((made) => ({ made, line: entry.seq, at: entry.at, from, what }));
  });
};
/** An event's name and source as one of our calls; CloudWatch signs as `monitoring`. */
export const callOf = (name: string, source: string): string => {
  const service = source.replace(/\.amazonaws\.com(\.cn)?$/, '');
  return `${service === 'monitoring' ? 'cloudwatch' : service}:${name}`;
};
/** CloudTrail cuts times to the second, and clocks differ a little. */
const SLACK_MS = 2_000;

/** Finds our own calls among the events: by request id, and where the review has none, by caller, name and time. */
export const confirm = (state: CaseState, reviewed: readonly Reviewed[], attribution: Attribution): Confirmed => {
  const sent = sentIn(state);
  const ours = reviewed.filter(({ activity }) => attribution.activity(activity).who === 'ir');
  const lineOf = new Map<string, number>();
  const found = new Set<Sent>();
  const take = (eventId: string, one: Sent | undefined): void => {
    if (!one) return;
    lineOf.set(eventId, one.line);
    found.add(one);
  };
  const byRequest = new Map(sent.map((one) => [one.made.requestId, one]));
  for (const { activity } of ours)
    if (activity.requestId !== undefined) take(activity.eventId, byRequest.get(activity.requestId));
  for (const { activity } of ours) {
    if (activity.requestId !== undefined) continue;
    const [call, at] = [callOf(activity.name, activity.source), Date.parse(activity.at)];
    const near = (one: Sent): boolean => at >= one.from - SLACK_MS && at <= Date.parse(one.at) + SLACK_MS;
    take(
      activity.eventId,
      sent.find((one) => !found.has(one) && one.made.call === call && near(one)),
    );
  }
  const events = new Map<number, string[]>();
  for (const { activity } of ours) {
    const line = lineOf.get(activity.eventId);
    if (line !== undefined && isWrite(callOf(activity.name, activity.source)))
      events.set(line, [...(events.get(line) ?? []), activity.eventId]);
  }
  const unconfirmed = sent
    .filter((one) => isWrite(one.made.call) && one.made.would === undefined && one.made.attempts > 0 && !found.has(one))
    .map(({ made, line, at, what }): Unconfirmed => ({
      call: made.call,
      region: made.region,
      what,
      at,
      line,
      ...(made.requestId === undefined ? {} : { requestId: made.requestId }),
    }));
  return { lineOf, eventsOf: (line) => events.get(line) ?? [], unconfirmed };
};
