import { accessDenied, expiredToken, internalError, throttled } from '../access/errors.ts';
import { AwsError } from '../wire/error.ts';
import type { Service } from '../wire/service.ts';
import type { Fault, FaultSubject } from './fault.ts';

/** EC2's codes for "not there", by the prefix of the id. */
const EC2_NOT_FOUND: Readonly<Record<string, string>> = {
  i: 'InvalidInstanceID.NotFound',
  sg: 'InvalidGroup.NotFound',
  snap: 'InvalidSnapshot.NotFound',
  vol: 'InvalidVolume.NotFound',
  eni: 'InvalidNetworkInterfaceID.NotFound',
};

function notVisible(service: Service, subject: FaultSubject, resource: string | undefined): AwsError {
  const id = resource ?? /"((?:snap|sg|eni|vol|i)-[0-9a-f]+)"/.exec(JSON.stringify(subject.input))?.[1] ?? '';
  const message = `'${id}' does not exist`;
  if (service.id === 'EC2') return new AwsError(EC2_NOT_FOUND[id.split('-')[0] ?? ''] ?? 'InvalidID.NotFound', message);
  if (service.id === 'IAM') return new AwsError('NoSuchEntity', message, 404);
  if (service.id !== 'SSM') return new AwsError('ValidationError', message);
  const code = subject.operation === 'GetCommandInvocation' ? 'InvocationDoesNotExist' : 'ParameterNotFound';
  return new AwsError(code, message);
}

/** The error that a fault stands for, or undefined where it is one of transport. */
export function faultError(fault: Fault, service: Service, subject: FaultSubject, arn: string): AwsError | undefined {
  switch (fault.kind) {
    case 'throttle':
      return throttled(service);
    case '5xx':
      return internalError(service);
    case 'access-denied':
      return accessDenied(service, subject.operation, arn);
    case 'expired-token':
      return expiredToken(service);
    case 'not-visible':
      return notVisible(service, subject, fault.resource);
    default:
      return undefined;
  }
}
