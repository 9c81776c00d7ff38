// Only what src/aws/operations.ts names: a re-export file lets the bundler drop the rest of the client (decisions 22).
export { STSClient as Client, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
