// Only what src/aws/operations.ts names: a re-export file lets the bundler drop the rest of the client (decisions 22).
export {
  SecretsManagerClient as Client,
  CreateSecretCommand,
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
