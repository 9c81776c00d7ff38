export {
  InvalidTargetException$,
  LoadBalancerNotFoundException$,
  TargetGroupNotFoundException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
