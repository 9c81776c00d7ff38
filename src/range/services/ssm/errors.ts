export {
  DoesNotExistException$,
  InvalidCommandId$,
  InvalidDocument$,
  InvalidFilterKey$,
  InvalidFilterOption$,
  InvalidInstanceId$,
  InvalidResourceId$,
  InvocationDoesNotExist$,
  ParameterAlreadyExists$,
  ParameterNotFound$,
  ParameterVersionNotFound$,
} from '@aws-sdk/client-ssm';
