import { isIP } from 'node:net';
import type { Attribution } from '../attribution.ts';
import type { Reviewed } from '../reviews.ts';
import type { Indicator } from '../timeline.ts';

/** Where the suspect, and callers that nobody knows, came from. Nothing of the responders is among them. */
export const indicatorsOf = (reviewed: readonly Reviewed[], attribution: Attribution): readonly Indicator[] => {
  const found = new Map<string, Indicator>();
  for (const { activity } of reviewed) {
    const { who } = attribution.activity(activity);
    if (who !== 'suspect' && who !== 'unknown') continue;
    const see = (kind: Indicator['kind'], value: string | undefined): void => {
      if (value === undefined || value === '') return;
      const key = JSON.stringify([who, kind, value]);
      const known = found.get(key) ?? { kind, value, who, first: activity.at, last: activity.at, times: 0 };
      found.set(key, { ...known, last: activity.at, times: known.times + 1 });
    };
    see(isIP(activity.ip) === 0 ? 'service' : 'source address', activity.ip);
    see('user agent', activity.agent);
    see('access key id', activity.accessKeyId);
  }
  const rank = ({ who, kind }: Indicator): string => `${who} ${KINDS.indexOf(kind)}`;
  return [...found.values()].toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
};
const KINDS: readonly Indicator['kind'][] = ['source address', 'service', 'access key id', 'user agent'];
