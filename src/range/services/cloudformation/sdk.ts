/** The operations of CloudFormation that the range knows, by name. */
export { DescribeStackResources$, DescribeStacks$ } from '@aws-sdk/client-cloudformation';
