import type * as ec2 from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/error.ts';
import type { Snapshot, SnapshotLock } from '../../world/compute.ts';
import type { Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { findSnapshot, some } from './find.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

const date = (time: number | undefined) => (time === undefined ? undefined : new Date(time));

/** A compliance lock can still be changed while it cools off, for 1 to 72 hours. */
function stateOf(lock: SnapshotLock, now: number) {
  if (now >= lock.expiresAt) return 'expired' as const;
  if (lock.mode === 'governance') return 'governance' as const;
  return now < (lock.coolOffEndsAt ?? 0) ? ('compliance-cooloff' as const) : ('compliance' as const);
}

function view({ id }: Snapshot, lock: SnapshotLock, now: number) {
  return {
    SnapshotId: id,
    LockState: stateOf(lock, now),
    LockDuration: lock.durationDays,
    LockCreatedOn: new Date(lock.createdAt),
    LockDurationStartTime: new Date(lock.createdAt),
    LockExpiresOn: new Date(lock.expiresAt),
    CoolOffPeriodExpiresOn: date(lock.coolOffEndsAt),
  };
}

function lockOf(input: ec2.LockSnapshotCommandInput, now: number): SnapshotLock {
  const { LockMode, LockDuration, ExpirationDate, CoolOffPeriod } = input;
  if (!LockDuration === !ExpirationDate)
    throw new AwsError('InvalidParameterCombination', 'Specify either LockDuration or ExpirationDate, but not both');
  const expiresAt = ExpirationDate?.getTime() ?? now + (LockDuration ?? 0) * DAY;
  return {
    mode: LockMode === 'compliance' ? 'compliance' : 'governance',
    createdAt: now,
    expiresAt,
    durationDays: LockDuration ?? Math.ceil((expiresAt - now) / DAY),
    ...(LockMode === 'compliance' && CoolOffPeriod && { coolOffEndsAt: now + CoolOffPeriod * HOUR }),
  };
}

export const snapshotLocks: Handlers<typeof ec2> = {
  /** Pending snapshots can be locked too. A governance lock may be replaced; a compliance lock only be prolonged. */
  LockSnapshot: (input, { region, now }) => {
    const snapshot = findSnapshot(region, input.SnapshotId);
    const lock = lockOf(input, now);
    const before = snapshot.lock;
    if (before && stateOf(before, now) === 'compliance' && lock.expiresAt < before.expiresAt)
      throw new AwsError('SnapshotLocked', `The snapshot ${snapshot.id} is locked in compliance mode`);
    snapshot.lock = lock;
    return { ...view(snapshot, lock, now), CoolOffPeriod: input.CoolOffPeriod };
  },

  DescribeLockedSnapshots: (input, call) => {
    const all = some(call.region, input.SnapshotIds, call.region.snapshots, findSnapshot);
    const locked = all.flatMap((one) =>
      one.lock ? [{ ...view(one, one.lock, call.now), OwnerId: call.account.id }] : [],
    );
    for (const { Name } of input.Filters ?? [])
      if (Name !== 'lock-state') throw new AwsError('InvalidParameterValue', `The filter '${Name}' is invalid`);
    const states = input.Filters?.flatMap(({ Values = [] }) => Values) ?? [];
    const found = locked.filter(({ LockState }) => !states.length || states.includes(LockState));
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken });
    return { Snapshots: items, NextToken: next };
  },
};
