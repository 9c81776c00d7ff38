import type { OutputOf } from '../../aws/index.ts';
import { flag, instant, list, maybe, record, text } from '../../fields/index.ts';

/** One row of CloudTrail, as much of it as a timeline needs. Everything in it may have been written by an attacker. */
export const trailEvent = record(
  'A CloudTrail event',
  {
    at: instant('When'),
    eventId: text('Event id'),
    region: text('Region'),
    name: text('What was called'),
    source: text('Of which service'),
    user: text('Who: user or session name'),
    arn: maybe(text('Who: ARN')),
    accessKeyId: maybe(text('Access key id')),
    ip: maybe(text('Source address')),
    agent: maybe(text('User agent')),
    error: maybe(text('Error')),
    resources: list(text('Resources')),
    reads: flag('Did it only read?'),
    /** `<role id>:<session>` of a role's session. */
    principal: maybe(text('Who: principal id')),
    /** Done with the instance's own credentials. */
    own: flag('By the instance itself?'),
  },
  'eventId',
);
export interface TrailEvent {
  readonly at: string;
  readonly eventId: string;
  readonly region: string;
  readonly name: string;
  readonly source: string;
  readonly user: string;
  readonly arn: string | undefined;
  readonly accessKeyId: string | undefined;
  readonly ip: string | undefined;
  readonly agent: string | undefined;
  readonly error: string | undefined;
  readonly resources: readonly string[];
  readonly reads: boolean;
  readonly principal: string | undefined;
  readonly own: boolean;
}
export type Looked = NonNullable<OutputOf<'cloudtrail:LookupEvents'>['Events']>[number];

/** The members of the full event that LookupEvents doesn't give by themselves. */
interface Detail {
  readonly awsRegion?: string;
  readonly sourceIPAddress?: string;
  readonly userAgent?: string;
  readonly errorCode?: string;
  readonly userIdentity?: { readonly arn?: string; readonly principalId?: string; readonly accessKeyId?: string };
}
const detailOf = (event: Looked): Detail => {
  try {
    return JSON.parse(event.CloudTrailEvent ?? '{}') as Detail;
  } catch {
    return {};
  }
};
/** Long enough for any honest value; a user agent is as long as its sender likes. */
const cut = (value: string | undefined): string | undefined => value?.slice(0, 300);

export const asEvent = (event: Looked, region: string, instanceId: string): TrailEvent => {
  const { awsRegion, sourceIPAddress, userAgent, errorCode, userIdentity } = detailOf(event);
  const user = event.Username ?? userIdentity?.principalId ?? 'unknown';
  return {
    at: (event.EventTime ?? new Date(0)).toISOString(),
    eventId: event.EventId ?? '',
    region: awsRegion ?? region,
    name: event.EventName ?? 'unknown',
    source: event.EventSource ?? 'unknown',
    user: user.slice(0, 300),
    arn: cut(userIdentity?.arn),
    accessKeyId: event.AccessKeyId ?? userIdentity?.accessKeyId,
    ip: cut(sourceIPAddress),
    agent: cut(userAgent),
    error: cut(errorCode),
    resources: (event.Resources ?? []).flatMap(({ ResourceName }) => cut(ResourceName) ?? []),
    reads: event.ReadOnly === 'true',
    principal: cut(userIdentity?.principalId),
    own: user === instanceId || userIdentity?.principalId?.endsWith(`:${instanceId}`) === true,
  };
};

/** Whether it changed something, or tried to: neither a read nor a rehearsal (EC2's DryRun), a dry run's. */
export const touches = ({ reads, error }: TrailEvent): boolean => !reads && error?.endsWith('DryRunOperation') !== true;

/** How much an event tells of an intruder: done with the instance's credentials, changing something, refused. */
const weight = ({ own, reads, error }: TrailEvent): number =>
  (own ? 4 : 0) + (reads ? 0 : 2) + (error === undefined ? 0 : 1);
const byTime = (a: TrailEvent, b: TrailEvent): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

export const inOrder = (events: readonly TrailEvent[]): readonly TrailEvent[] => events.toSorted(byTime);
export const mostTelling = (events: readonly TrailEvent[], most: number): readonly TrailEvent[] =>
  inOrder(events.toSorted((a, b) => weight(b) - weight(a) || byTime(b, a)).slice(0, most));

/** The roles whose sessions the instance has used: from `arn:…:assumed-role/<name>/<instance id>` and the principal id. */
export const rolesIn = (own: readonly TrailEvent[]): readonly { roleName: string; roleId: string }[] => {
  const seen = own.flatMap(({ arn, principal }) => {
    const roleName = /:assumed-role\/([\w+=,.@-]{1,64})\//.exec(arn ?? '')?.[1];
    const roleId = /^(AROA[A-Z0-9]{12,124}):/.exec(principal ?? '')?.[1];
    return roleName === undefined || roleId === undefined ? [] : { roleName, roleId };
  });
  return [...new Map(seen.map((role) => [role.roleId, role])).values()];
};
