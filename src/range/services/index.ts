import { iamAction } from '../wire/service.ts';
import { autoscaling } from './autoscaling/index.ts';
import { cloudformation } from './cloudformation/index.ts';
import { cloudFront } from './cloudfront/index.ts';
import { cloudtrail } from './cloudtrail/index.ts';
import { cloudwatch } from './cloudwatch/index.ts';
import { costExplorer } from './costexplorer/index.ts';
import { ec2 } from './ec2/index.ts';
import { elbv2 } from './elbv2/index.ts';
import type { SimulatedService } from './handlers.ts';
import { iam } from './iam/index.ts';
import { logs } from './logs/index.ts';
import { secretsManager } from './secretsmanager/index.ts';
import { ssm } from './ssm/index.ts';
import { sts } from './sts/index.ts';

/** Every service that the range answers for, all on one port. */
export const services: readonly SimulatedService[] = [
  ec2,
  iam,
  sts,
  ssm,
  autoscaling,
  elbv2,
  cloudwatch,
  cloudtrail,
  cloudformation,
  secretsManager,
  logs,
  costExplorer,
  cloudFront,
];

/** Every call that the range answers, as in a policy: `ec2:DescribeInstances`. */
export const simulatedCalls = (): string[] =>
  services.flatMap(({ service, handlers }) => Object.keys(handlers).map((operation) => iamAction(service, operation)));
