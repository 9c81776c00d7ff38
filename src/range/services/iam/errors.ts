export {
  LimitExceededException$,
  MalformedPolicyDocumentException$,
  NoSuchEntityException$,
} from '@aws-sdk/client-iam';
