/** The operations of Elastic Load Balancing that the range knows, by name. */
export {
  DeregisterTargets$,
  DescribeListeners$,
  DescribeLoadBalancers$,
  DescribeTargetGroups$,
  DescribeTargetHealth$,
  RegisterTargets$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
