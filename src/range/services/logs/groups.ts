import type * as client from '@aws-sdk/client-cloudwatch-logs';
import { modeled } from '../../wire/error.ts';
import type { LogGroup, LogStream } from '../../world/logs.ts';
import type { Call, Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { InvalidParameterException$, ResourceNotFoundException$ } from './errors.ts';

/** By name, or by an identifier, which is a name or an ARN. */
export function findGroup({ region }: Call, name: string | undefined, identifier: string | undefined): LogGroup {
  const asked = name ?? identifier?.split(':log-group:').at(-1)?.replace(/:\*$/, '') ?? '';
  const group = region.logGroups[asked];
  if (!group) throw modeled(ResourceNotFoundException$, 'The specified log group does not exist.');
  return group;
}

const bytesOf = ({ events }: LogStream) => events.reduce((sum, { message }) => sum + message.length + 26, 0);

const groupView = (one: LogGroup): client.LogGroup => ({
  logGroupName: one.name,
  arn: `${one.arn}:*`,
  logGroupArn: one.arn,
  creationTime: one.createdAt,
  retentionInDays: one.retentionDays,
  storedBytes: Object.values(one.streams).reduce((sum, stream) => sum + bytesOf(stream), 0),
  metricFilterCount: 0,
});

const streamView = ({ arn }: LogGroup, one: LogStream): client.LogStream => ({
  logStreamName: one.name,
  arn: `${arn}:log-stream:${one.name}`,
  creationTime: one.createdAt,
  firstEventTimestamp: one.events[0]?.at,
  lastEventTimestamp: one.events.at(-1)?.at,
  storedBytes: 0,
});

const lastOf = ({ events }: LogStream) => events.at(-1)?.at ?? 0;

export const groups: Handlers<typeof client> = {
  DescribeLogGroups: (input, call) => {
    const { logGroupNamePrefix: prefix = '', logGroupNamePattern: pattern, limit: max, nextToken: token } = input;
    if (prefix && pattern)
      throw modeled(InvalidParameterException$, 'LogGroup name prefix and pattern cannot be used together.');
    const fits = ({ name }: LogGroup) =>
      name.startsWith(prefix) && (pattern === undefined || name.toLowerCase().includes(pattern.toLowerCase()));
    const found = Object.values(call.region.logGroups).filter(fits);
    const { items, next } = page(call, found, { max, token, usual: 50 });
    return { logGroups: items.map(groupView), nextToken: next };
  },

  DescribeLogStreams: (input, call) => {
    const { logStreamNamePrefix: prefix = '', orderBy = 'LogStreamName', descending = false } = input;
    const { logGroupName, logGroupIdentifier, limit: max, nextToken: token } = input;
    if (orderBy === 'LastEventTime' && prefix)
      throw modeled(InvalidParameterException$, 'Cannot order by LastEventTime with a logStreamNamePrefix.');
    const group = findGroup(call, logGroupName, logGroupIdentifier);
    const byName = (a: LogStream, b: LogStream) => (a.name < b.name ? -1 : 1);
    const order = orderBy === 'LastEventTime' ? (a: LogStream, b: LogStream) => lastOf(a) - lastOf(b) : byName;
    const found = Object.values(group.streams)
      .filter(({ name }) => name.startsWith(prefix))
      .toSorted((a, b) => (descending ? order(b, a) : order(a, b)));
    const { items, next } = page(call, found, { max, token, usual: 50 });
    return { logStreams: items.map((one) => streamView(group, one)), nextToken: next };
  },
};
