import ms, { type StringValue } from 'ms';
import { bad, type Checked, good } from '../fields/index.ts';
import { inert } from '../redact/index.ts';

const HOW = 'write it as 08:00, 3h ago, or 2026-11-20T08:00:00Z (UTC)';
const DAY_MS = 24 * 3600 * 1000;
/** Clocks of two machines are seldom the same: a little ahead is now. */
const AHEAD_MS = 60_000;

const ago = (text: string, now: Date): Date | undefined => {
  const length = /^(\d+(?:\.\d+)? ?[a-z]+)(?: ago)?$/i.exec(text)?.[1];
  if (length === undefined) return undefined;
  const back = ms(length as StringValue) as number | undefined;
  return back === undefined ? undefined : new Date(now.getTime() - back);
};
/** A time of day is the last one that has passed. */
const today = (text: string, now: Date): Date | undefined => {
  const [, h, m, s] = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?(?:Z|UTC))?$/i.exec(text) ?? [];
  if (h === undefined || m === undefined || Number(h) > 23 || Number(m) > 59 || Number(s ?? 0) > 59) return undefined;
  const at = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), Number(h), Number(m), Number(s ?? 0));
  return new Date(at > now.getTime() + AHEAD_MS ? at - DAY_MS : at);
};
/** Without a zone it is UTC: every time that this program shows is. */
const iso = (text: string): Date | undefined => {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(text);
  if (!found) return undefined;
  const [, day = '', time = '00:00', zone = 'Z'] = found;
  const at = new Date(`${day}T${time}${zone.toUpperCase()}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
};

/** A moment as people write it: `3h ago`, `08:00`, ISO 8601, `now`. UTC. The future is refused. */
export const parseTime = (text: string, now: Date): Checked<Date> => {
  const word = text.trim();
  const at = word === 'now' ? now : (today(word, now) ?? iso(word) ?? ago(word, now));
  if (!at) return bad(`“${inert(word).slice(0, 40)}” is not a time; ${HOW}`);
  if (at.getTime() > now.getTime() + AHEAD_MS) return bad(`${at.toISOString()} is in the future; ${HOW}`);
  return good(at);
};
