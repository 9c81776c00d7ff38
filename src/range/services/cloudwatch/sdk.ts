/** The operations of CloudWatch that the range knows, by name. */
export { DescribeAlarms$, DisableAlarmActions$, EnableAlarmActions$ } from '@aws-sdk/client-cloudwatch';
