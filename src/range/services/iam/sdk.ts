/** The operations and errors of IAM that the range knows, by name. */
export {
  DeleteRolePolicy$,
  DeleteUserPolicy$,
  GetAccessKeyLastUsed$,
  GetInstanceProfile$,
  GetRole$,
  GetRolePolicy$,
  GetUser$,
  GetUserPolicy$,
  ListAccessKeys$,
  ListAttachedRolePolicies$,
  ListInstanceProfilesForRole$,
  ListRolePolicies$,
  ListUserPolicies$,
  PutRolePolicy$,
  PutUserPolicy$,
  UpdateAccessKey$,
} from '@aws-sdk/client-iam';
