import { isTime } from './words.ts';

/** One CloudTrail event, as a review keeps it. All of it but the times and ids can be chosen by who made the call. */
export interface Activity {
  readonly at: string;
  readonly eventId: string;
  /** `RunInstances` */
  readonly name: string;
  /** `ec2.amazonaws.com` */
  readonly source: string;
  /** A user’s name, a role session’s name (of an instance: its id), or nothing. */
  readonly user: string;
  readonly region?: string;
  readonly arn?: string;
  /** `<role id>:<session>` of a role’s session. */
  readonly principal?: string;
  readonly accessKeyId?: string;
  readonly ip: string;
  readonly agent: string;
  readonly error?: string;
  readonly requestId?: string;
  readonly resources: readonly string[];
}
export interface Activities {
  readonly rows: readonly Activity[];
  /** Lines that could not be read. */
  readonly unreadable: number;
}

const textIn = (raw: Readonly<Record<string, unknown>>, name: string): string => {
  const value = raw[name];
  return typeof value === 'string' ? value : '';
};
const resourceOf = (raw: unknown): string => {
  if (typeof raw === 'string') return raw;
  const name = raw !== null && typeof raw === 'object' ? Object.entries(raw).find(([key]) => key === 'name')?.[1] : raw;
  return typeof name === 'string' ? name : JSON.stringify(raw);
};
const MAYBE = ['region', 'arn', 'principal', 'accessKeyId', 'error', 'requestId'] as const;
/** An event as a review recorded it; undefined where it is none. */
export const activityOf = (raw: unknown): Activity | undefined => {
  if (raw === null || typeof raw !== 'object') return undefined;
  const row = raw as Record<string, unknown>;
  const [at, eventId, name] = [textIn(row, 'at'), textIn(row, 'eventId'), textIn(row, 'name')];
  if (!isTime(at) || eventId === '' || name === '') return undefined;
  const known = MAYBE.filter((member) => textIn(row, member) !== '');
  return {
    at: new Date(at).toISOString(),
    eventId,
    name,
    source: textIn(row, 'source'),
    user: textIn(row, 'user'),
    ip: textIn(row, 'ip'),
    agent: textIn(row, 'agent'),
    resources: Array.isArray(row['resources']) ? row['resources'].map(resourceOf) : [],
    ...Object.fromEntries(known.map((member) => [member, textIn(row, member)])),
  };
};
const parse = (line: string): Activity | undefined => {
  try {
    return activityOf(JSON.parse(line));
  } catch {
    return undefined;
  }
};
/** The events in a kept review, one JSON per line. */
export const activitiesIn = (text: string): Activities => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const rows = lines.map(parse).filter((row) => row !== undefined);
  return { rows, unreadable: lines.length - rows.length };
};
