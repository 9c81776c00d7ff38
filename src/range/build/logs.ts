import { uuid } from '../world/ids.ts';
import { days, type Site } from './site.ts';

interface Line {
  /** Before the alert. */
  readonly agoMs: number;
  readonly message: string;
}

/** A log group with one stream. */
export function logGroup(
  { world, account, region, now, alertedAt }: Site,
  name: string,
  stream: string,
  lines: readonly Line[],
): void {
  const arn = `arn:aws:logs:${region.name}:${account.id}:log-group:${name}`;
  const events = lines
    .map(({ agoMs, message }) => ({ id: uuid(world), at: alertedAt - agoMs, message }))
    .toSorted((a, b) => a.at - b.at);
  const group = (region.logGroups[name] ??= { name, arn, createdAt: now - days(90), streams: {} });
  group.streams[stream] = { name: stream, createdAt: events[0]?.at ?? now, events };
}
