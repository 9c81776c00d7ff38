import type { OperationSchema } from './schema.ts';

/** The wire protocols which the range speaks; names as in `@aws-sdk/core/protocols`. */
export type Protocol = 'ec2Query' | 'awsQuery' | 'awsJson1_0' | 'awsJson1_1' | 'restXml';

/** What has to be known of a service to answer for it. A test compares each with the SDK client's own configuration. */
export interface ServiceFacts {
  /** The SDK's service id, for instance `Auto Scaling`. */
  readonly id: string;
  /** The service's name in a credential scope. */
  readonly signingName: string;
  /** Its name in IAM actions, where that is another one (CloudWatch: `cloudwatch`, signed as `monitoring`). */
  readonly iamName?: string;
  readonly version: string;
  readonly protocol: Protocol;
  /** The prefix of `X-Amz-Target`; only the JSON protocols send it. */
  readonly target: string;
  readonly xmlNamespace: string;
  /** restXml but for S3: an error stands in an ErrorResponse. */
  readonly wrapsErrors?: boolean;
}

/** A service with the operations that the range knows, by name. */
export interface Service extends ServiceFacts {
  readonly namespace: string;
  readonly operations: ReadonlyMap<string, OperationSchema>;
}

/** `ec2:DescribeInstances`, as in a policy. */
export const iamAction = ({ iamName, signingName }: ServiceFacts, operation: string): string =>
  `${iamName ?? signingName}:${operation}`;

/** Joins facts with operation schemas, which are registered by name so that a bundle holds no others. */
export function defineService(facts: ServiceFacts, operations: Iterable<OperationSchema>): Service {
  const byName = new Map([...operations].map((operation) => [operation[2], operation]));
  return { ...facts, namespace: [...byName.values()][0]?.[1] ?? facts.id, operations: byName };
}
