/** The operations of STS that the range knows, by name. */
export { AssumeRole$, GetAccessKeyInfo$, GetCallerIdentity$ } from '@aws-sdk/client-sts';
