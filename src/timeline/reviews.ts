import type { CaseState } from '../engine/index.ts';
import { type Activity, activityOf } from './activity.ts';
import type { KeptFile } from './files.ts';
import type { Source } from './timeline.ts';
import { membersOf } from './words.ts';

/** What one look at CloudTrail showed. */
interface Review {
  readonly rows: readonly Activity[];
  readonly key: string;
  readonly line: number;
  readonly at: string;
  readonly source: Source;
}
/** A CloudTrail event of the case, once, however many reviews show it. */
export interface Reviewed {
  readonly activity: Activity;
  /** The first review that shows it. */
  readonly review: Review;
  /** An earlier review that asked the same and was kept after the event did not show it yet. */
  readonly late: boolean;
}
/**
 * The kept reviews. Of one whose file can't be used, the events that stand in the journal itself: the most telling ones,
 * under its hash chain.
 */
export const reviewsOf = (state: CaseState, files: readonly KeptFile[]): readonly Review[] => {
  const kept = files.flatMap(({ activities, key, line, at, file }): readonly Review[] =>
    activities ? [{ rows: activities.rows, key, line, at, source: { is: 'file', file } }] : [],
  );
  const usable = new Set(kept.map(({ key }) => key));
  const journaled = state.entries.flatMap((entry): readonly Review[] => {
    const rows = entry.is === 'ended' && !usable.has(entry.key) ? entry.output['rows'] : undefined;
    if (entry.is !== 'ended' || !Array.isArray(rows) || actionOf(state, entry.key)?.startsWith('cloudtrail.') !== true)
      return [];
    const events = rows.map(activityOf).filter((row) => row !== undefined);
    const source: Source = { is: 'journal', line: entry.seq };
    return [{ rows: events, key: entry.key, line: entry.seq, at: entry.at, source }];
  });
  return [...kept, ...journaled].toSorted((a, b) => a.line - b.line);
};
const actionOf = (state: CaseState, key: string): string | undefined =>
  state.steps.find((step) => step.key === key)?.action;
/** What a review asked: the reviews of one action with the same members and inputs ask the same. */
const asked = (state: CaseState, { key }: Review): string => {
  const step = state.steps.find((one) => one.key === key);
  return JSON.stringify([step?.action, membersOf(key), step?.input]);
};
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Every event of the reviews, by time; one that is in several comes from the first. */
export const reviewedOf = (state: CaseState, reviews: readonly Review[]): readonly Reviewed[] => {
  const seen = new Map<string, Reviewed>();
  for (const review of reviews) {
    const before = reviews.filter((one) => one.line < review.line && asked(state, one) === asked(state, review));
    for (const activity of review.rows)
      if (!seen.has(activity.eventId))
        seen.set(activity.eventId, { activity, review, late: before.some(({ at }) => at > activity.at) });
  }
  return [...seen.values()].toSorted(
    (a, b) => order(a.activity.at, b.activity.at) || order(a.activity.eventId, b.activity.eventId),
  );
};
