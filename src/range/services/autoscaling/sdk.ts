/** The operations of Auto Scaling that the range knows, by name. */
export {
  DescribeAutoScalingGroups$,
  DescribeAutoScalingInstances$,
  DescribeScalingActivities$,
  DetachInstances$,
  EnterStandby$,
  ExitStandby$,
  ResumeProcesses$,
  SetInstanceProtection$,
  SuspendProcesses$,
} from '@aws-sdk/client-auto-scaling';
