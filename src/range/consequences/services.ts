import { randomUUID } from 'node:crypto';
import { servicePrincipal } from '../access/principal.ts';
import type { Site } from './site.ts';

interface Deed {
  /** For instance `autoscaling`. */
  readonly by: string;
  readonly operation: string;
  readonly resources: readonly string[];
  readonly input: object;
}

/** Records what an AWS service does by itself: CloudTrail shows that too. */
export function recordDeed(
  { simulation, account, region, now }: Site,
  { by, operation, resources, input }: Deed,
): void {
  const identity = servicePrincipal(account.id, by);
  simulation.record.add({
    at: now,
    service: 'EC2',
    signingName: 'ec2',
    operation,
    readOnly: false,
    dryRun: false,
    effect: true,
    principal: identity.arn,
    accessKeyId: '',
    userAgent: identity.arn,
    sourceIp: identity.arn,
    resources: [...resources],
    requestId: randomUUID(),
    region: region.name,
    account: account.id,
    input,
    identity,
  });
}
