import type { CaseState } from '../../engine/index.ts';
import type { Activity } from '../activity.ts';
import type { Attribution } from '../attribution.ts';
import { callOf, type Confirmed, isWrite } from '../confirm.ts';
import type { Reviewed } from '../reviews.ts';
import type { Row } from '../timeline.ts';

const SHOWN = 3;
const saysOf = (activity: Activity, home: string, doubt: string | undefined): string => {
  const { name, source, resources, ip, error, region } = activity;
  const rest = resources.length - SHOWN;
  const named = resources.slice(0, SHOWN).join(', ');
  const on = resources.length === 0 ? '' : ` on ${named}${rest > 0 ? ` and ${rest} more` : ''}`;
  return [
    `Called ${callOf(name, source)}${on}${region === undefined || region === home ? '' : ` in ${region}`}${ip === '' ? '' : `, from ${ip}`}`,
    ...(error === undefined ? [] : [`refused: ${error}`]),
    ...(doubt === undefined ? [] : [doubt]),
  ].join('; ');
};

const ownOf = ({ name, source, eventId }: Activity, { lineOf }: Confirmed): NonNullable<Row['own']> => {
  const confirms = lineOf.get(eventId);
  return { writes: isWrite(callOf(name, source)), ...(confirms === undefined ? {} : { confirms }) };
};

/** What CloudTrail recorded, by event time. */
export const activityRows = (
  reviewed: readonly Reviewed[],
  { opened, clocks }: Pick<CaseState, 'opened' | 'clocks'>,
  attribution: Attribution,
  confirmed: Confirmed,
): readonly Row[] =>
  reviewed.map(({ activity, review, late }) => {
    const { who, doubt } = attribution.activity(activity);
    const name = activity.user === '' ? (activity.accessKeyId ?? activity.ip) : activity.user;
    return {
      at: activity.at,
      since: Date.parse(activity.at) - clocks.start.getTime(),
      who,
      ...(name === '' ? {} : { name }),
      what: saysOf(activity, opened.region, doubt),
      sources: [{ is: 'cloudtrail', eventId: activity.eventId }, review.source],
      ...(late ? { arrivedLate: review.at } : {}),
      ...(who === 'ir' ? { own: ownOf(activity, confirmed) } : {}),
    };
  });
