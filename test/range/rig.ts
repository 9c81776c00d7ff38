import { AutoScaling } from '@aws-sdk/client-auto-scaling';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { CloudFront } from '@aws-sdk/client-cloudfront';
import { CloudTrail } from '@aws-sdk/client-cloudtrail';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { CostExplorer } from '@aws-sdk/client-cost-explorer';
import { EC2 } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAM } from '@aws-sdk/client-iam';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { SSM } from '@aws-sdk/client-ssm';
import { STS } from '@aws-sdk/client-sts';
import { startRange, type Range, type RangeOptions } from '../../src/range/index.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** One client of each service, without retries, so that a test sees each answer. */
export function clientsFor(endpoint: string, credentials: Credentials, region = 'us-west-2', maxAttempts = 1) {
  const config = { endpoint, credentials, region, maxAttempts };
  return {
    ec2: new EC2(config),
    iam: new IAM(config),
    sts: new STS(config),
    ssm: new SSM(config),
    autoscaling: new AutoScaling(config),
    elbv2: new ElasticLoadBalancingV2(config),
    cloudwatch: new CloudWatch(config),
    cloudtrail: new CloudTrail(config),
    cloudformation: new CloudFormation(config),
    secrets: new SecretsManager(config),
    logs: new CloudWatchLogs(config),
    costs: new CostExplorer(config),
    cloudfront: new CloudFront(config),
  };
}

export type Clients = ReturnType<typeof clientsFor>;

export interface Rig extends Clients, AsyncDisposable {
  readonly range: Range;
  /** The target of the drill. */
  readonly id: string;
  /** Clients of somebody else, or of another region. */
  as(credentials: Credentials, region?: string): Clients;
}

export function responderOf({ credentials }: Pick<Range, 'credentials'>): Credentials {
  return { accessKeyId: credentials.AWS_ACCESS_KEY_ID, secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY };
}

/** A range in this process. A bug in it fails the test which used it. */
export async function rig(scenario = 'compromised-instance', options: Partial<RangeOptions> = {}): Promise<Rig> {
  const bugs: unknown[] = [];
  const range = await startRange({ scenario, onBug: (error) => bugs.push(error), ...options });
  return {
    range,
    id: range.targets[0]?.instanceId ?? '',
    ...clientsFor(range.endpoint, responderOf(range)),
    as: (credentials, region) => clientsFor(range.endpoint, credentials, region),
    async [Symbol.asyncDispose]() {
      await range.stop();
      if (bugs.length) throw new AggregateError(bugs, 'the range has bugs');
    },
  };
}

export interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
}

/** The error of a request that has to fail. */
export async function refusal(request: Promise<unknown>): Promise<Refusal> {
  try {
    await request;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error('the request succeeded');
}

/** Asks again and again until the answer is as wanted. It is the test's time limit that ends it. */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
