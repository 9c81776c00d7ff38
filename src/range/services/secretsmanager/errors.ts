export {
  InvalidParameterException$,
  InvalidRequestException$,
  MalformedPolicyDocumentException$,
  ResourceExistsException$,
  ResourceNotFoundException$,
} from '@aws-sdk/client-secrets-manager';
