// Only what src/aws/operations.ts names: a re-export file lets the bundler drop the rest of the client (decisions 22).
export { CloudWatchLogsClient as Client, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
