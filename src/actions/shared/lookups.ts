import { setTimeout as pause } from 'node:timers/promises';
import type { Looking } from '../../aws/index.ts';
import type { Use } from '../../language/index.ts';
import type { Looked } from './trail-event.ts';

export interface Query {
  readonly key: 'Username' | 'ResourceName' | 'AccessKeyId';
  readonly value: string;
}
/** LookupEvents: two requests a second per account and region (T16); the first two go out at once. */
const PER_SECOND = 2;
const SECOND_MS = 1_010;

/** Reads of one region, side by side: each has a turn, which resolves when it has been answered. */
export interface Region {
  readonly name: string;
  readonly turns: Promise<void>[];
}
/** Waits for a turn and hands back its end. By answers: when a request on its way is counted, only its answer tells. */
const turnIn = async ({ turns }: Region, signal: AbortSignal): Promise<() => void> => {
  const before = turns.at(-PER_SECOND);
  const { promise, resolve } = Promise.withResolvers<void>();
  // Taken before it is waited for, so that no two have the same one.
  turns.push(promise);
  await before;
  if (before) await pause(SECOND_MS, undefined, { signal }).catch(() => undefined);
  return resolve;
};

export interface Answer {
  readonly events: readonly Looked[];
  /** Why it is not everything; undefined where it is. */
  readonly gap?: string;
}
/** Every event that a query finds in a region, page by page. What could not be read is a gap, not a failure. */
export const lookUp = async (
  aws: Looking<'cloudtrail:LookupEvents'>,
  region: Region,
  { key, value }: Query,
  window: { readonly from: Date; readonly to: Date; readonly end: number },
  { signal }: Pick<Use, 'signal'>,
): Promise<Answer> => {
  const events: Looked[] = [];
  const what = `${key} ${value} in ${region.name}`;
  let token: string | undefined;
  do {
    const answered = await turnIn(region, signal);
    try {
      if (signal.aborted || performance.now() > window.end)
        return { events, gap: `${what}: time was up after ${events.length} events` };
      const page = await aws(
        'cloudtrail:LookupEvents',
        {
          LookupAttributes: [{ AttributeKey: key, AttributeValue: value }],
          StartTime: window.from,
          EndTime: window.to,
          MaxResults: 50,
          ...(token === undefined ? {} : { NextToken: token }),
        },
        { region: region.name },
      );
      events.push(...(page.Events ?? []));
      token = page.NextToken === token ? undefined : page.NextToken;
    } catch (error) {
      return { events, gap: `${what}: ${error instanceof Error ? error.message : 'could not be read'}` };
    } finally {
      answered();
    }
  } while (token !== undefined && token !== '');
  return { events };
};
