// Only what src/aws/operations.ts names: a re-export file lets the bundler drop the rest of the client (decisions 22).
export {
  SSMClient as Client,
  CancelCommandCommand,
  DeleteParameterCommand,
  DescribeInstanceInformationCommand,
  DescribeParametersCommand,
  DescribeSessionsCommand,
  GetCommandInvocationCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  ListCommandsCommand,
  PutParameterCommand,
  SendCommandCommand,
  SendCommandCommand as SendCommandToLookCommand,
  TerminateSessionCommand,
} from '@aws-sdk/client-ssm';
