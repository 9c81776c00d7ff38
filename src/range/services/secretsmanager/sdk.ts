/** The operations of Secrets Manager that the range knows, by name. */
export {
  CreateSecret$,
  DeleteResourcePolicy$,
  DeleteSecret$,
  DescribeSecret$,
  GetResourcePolicy$,
  GetSecretValue$,
  ListSecrets$,
  ListSecretVersionIds$,
  PutResourcePolicy$,
  PutSecretValue$,
  RestoreSecret$,
  TagResource$,
  UntagResource$,
  UpdateSecretVersionStage$,
} from '@aws-sdk/client-secrets-manager';
