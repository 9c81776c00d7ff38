/** The operations of CloudTrail that the range knows, by name. */
export { DescribeTrails$, GetEventSelectors$, GetTrailStatus$, LookupEvents$ } from '@aws-sdk/client-cloudtrail';
