export { InvalidParameterException$, ResourceNotFoundException$ } from '@aws-sdk/client-cloudwatch-logs';
