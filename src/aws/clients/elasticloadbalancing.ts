// Only what src/aws/operations.ts names: a re-export file lets the bundler drop the rest of the client (decisions 22).
export {
  ElasticLoadBalancingV2Client as Client,
  DeregisterTargetsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
