export {
  InvalidTargetException$,
  ListenerNotFoundException$,
  LoadBalancerNotFoundException$,
  TargetGroupNotFoundException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
