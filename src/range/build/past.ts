import type { Principal } from '../access/principal.ts';
import { resourcesOf } from '../record/resources.ts';
import { uuid } from '../world/ids.ts';
import type { Site } from './site.ts';

/** One event that CloudTrail already has. */
export interface PastEvent {
  /** Before the alert. */
  readonly agoMs: number;
  /** The SDK's service id, and the service's name in IAM. */
  readonly service: readonly [id: string, signingName: string];
  readonly operation: string;
  readonly input?: object;
  readonly error?: { readonly code: string; readonly message: string };
  readonly region?: string;
  /** Told by the operation's name where left out. */
  readonly readOnly?: boolean;
}

interface Doer {
  readonly identity: Principal;
  readonly sourceIp: string;
  readonly userAgent: string;
}

/** Puts into CloudTrail what somebody did before the alert. */
export function past(
  { world, account, region, alertedAt, past: record }: Site,
  by: Doer,
  events: readonly PastEvent[],
): void {
  for (const event of events) {
    const { agoMs, service, operation, input = {}, error, region: elsewhere } = event;
    const readOnly = event.readOnly ?? /^(Describe|List|Get)/.test(operation);
    record.push({
      at: alertedAt - agoMs,
      service: service[0],
      signingName: service[1],
      operation,
      readOnly,
      dryRun: false,
      effect: !readOnly && !error,
      principal: by.identity.arn,
      accessKeyId: by.identity.accessKeyId,
      userAgent: by.userAgent,
      sourceIp: by.sourceIp,
      resources: resourcesOf(input),
      requestId: uuid(world),
      ...(error && { error }),
      region: elsewhere ?? region.name,
      account: account.id,
      input,
      seeded: true,
      identity: by.identity,
    });
  }
}
