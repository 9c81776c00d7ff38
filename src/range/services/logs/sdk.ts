/** The operations of CloudWatch Logs that the range knows, by name. */
export {
  DescribeLogGroups$,
  DescribeLogStreams$,
  FilterLogEvents$,
  GetLogEvents$,
} from '@aws-sdk/client-cloudwatch-logs';
