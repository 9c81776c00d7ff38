import type * as client from '@aws-sdk/client-cloudwatch-logs';
import { modeled } from '../../wire/error.ts';
import type { LogEvent } from '../../world/logs.ts';
import type { Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { ResourceNotFoundException$ } from './errors.ts';
import { patternTest } from './filter-pattern.ts';
import { findGroup } from './groups.ts';

const USUAL = 10_000;
const within = ({ at }: LogEvent, from: number, to: number) => at >= from && at <= to;

export const events: Handlers<typeof client> = {
  FilterLogEvents: (input, call) => {
    const { logGroupName, logGroupIdentifier, logStreamNames, logStreamNamePrefix: prefix = '' } = input;
    const { startTime = 0, endTime = Infinity, filterPattern = '', limit: max, nextToken: token } = input;
    const fits = patternTest(filterPattern);
    const group = findGroup(call, logGroupName, logGroupIdentifier);
    const streams = Object.values(group.streams).filter(
      ({ name }) => name.startsWith(prefix) && (!logStreamNames?.length || logStreamNames.includes(name)),
    );
    const found = streams
      .flatMap(({ name, events: all }) => all.map((event) => ({ name, event })))
      .filter(({ event }) => within(event, startTime, endTime) && fits(event.message))
      .toSorted((a, b) => a.event.at - b.event.at);
    const { items, next } = page(call, found, { max, token, usual: USUAL });
    const shown = items.map(({ name, event: { id, at, message } }) => ({
      eventId: id,
      logStreamName: name,
      timestamp: at,
      ingestionTime: at,
      message,
    }));
    return { events: shown, searchedLogStreams: [], nextToken: next };
  },

  GetLogEvents: (input, call) => {
    const { logGroupName, logGroupIdentifier, logStreamName = '', startTime = 0, endTime = Infinity } = input;
    const { limit: max = USUAL, nextToken: token, startFromHead = false } = input;
    const stream = findGroup(call, logGroupName, logGroupIdentifier).streams[logStreamName];
    if (!stream) throw modeled(ResourceNotFoundException$, 'The specified log stream does not exist.');
    const all = stream.events.filter((event) => within(event, startTime, endTime));
    const found = startFromHead ? all : all.slice(-max);
    const { items, next } = page(call, found, { max, token });
    const shown = items.map(({ at, message }) => ({ timestamp: at, ingestionTime: at, message }));
    return { events: shown, nextForwardToken: next ?? token, nextBackwardToken: token };
  },
};
