export {
  DoesNotExistException$,
  InvalidCommandId$,
  InvalidDocument$,
  InvalidFilterKey$,
  InvalidInstanceId$,
  InvalidResourceId$,
  InvocationDoesNotExist$,
  ParameterAlreadyExists$,
  ParameterNotFound$,
} from '@aws-sdk/client-ssm';
