/** The same refusal has another code in each protocol. Codes and statuses as AWS sends them (range.md, B4 and E). */
import { AwsError } from '../wire/error.ts';
import { iamAction, type Service } from '../wire/service.ts';

type Codes = readonly [code: string, status: number];

function choose(service: Service, ec2: Codes, query: Codes, json: Codes): Codes {
  if (service.protocol === 'ec2Query') return ec2;
  return service.protocol === 'awsJson1_0' || service.protocol === 'awsJson1_1' ? json : query;
}

export function invalidKey(service: Service): AwsError {
  const [code, status] = choose(
    service,
    ['AuthFailure', 401],
    ['InvalidClientTokenId', 403],
    ['UnrecognizedClientException', 400],
  );
  const ec2 = 'AWS was not able to validate the provided access credentials';
  return new AwsError(
    code,
    code === 'AuthFailure' ? ec2 : 'The security token included in the request is invalid.',
    status,
  );
}

export function missingKey(service: Service): AwsError {
  const json: Codes = ['MissingAuthenticationTokenException', 400];
  const [code, status] = choose(service, ['AuthFailure', 401], ['MissingAuthenticationToken', 403], json);
  return new AwsError(code, 'Missing Authentication Token', status);
}

export function expiredToken(service: Service): AwsError {
  const json: Codes = ['ExpiredTokenException', 400];
  const [code, status] = choose(service, ['RequestExpired', 400], ['ExpiredToken', 403], json);
  const ec2 = 'Request has expired.';
  return new AwsError(
    code,
    code === 'RequestExpired' ? ec2 : 'The security token included in the request is expired',
    status,
  );
}

/** `why` is the end of AWS's sentence, for instance `with an explicit deny in an identity-based policy`. */
export function accessDenied(service: Service, operation: string, arn: string, why = ''): AwsError {
  const json: Codes = ['AccessDeniedException', 400];
  const [code, status] = choose(service, ['UnauthorizedOperation', 403], ['AccessDenied', 403], json);
  const text = `User: ${arn} is not authorized to perform: ${iamAction(service, operation)}${why && ` ${why}`}`;
  const start = service.protocol === 'ec2Query' ? 'You are not authorized to perform this operation. ' : '';
  return new AwsError(code, start + text, status);
}

export function throttled(service: Service): AwsError {
  const json: Codes = ['ThrottlingException', 400];
  const [code, status] = choose(service, ['RequestLimitExceeded', 503], ['Throttling', 400], json);
  return new AwsError(code, code === 'RequestLimitExceeded' ? 'Request limit exceeded.' : 'Rate exceeded', status);
}

export function internalError(service: Service): AwsError {
  const json: Codes = ['InternalServerError', 500];
  const [code, status] = choose(service, ['InternalError', 500], ['InternalFailure', 500], json);
  return new AwsError(code, 'An internal error has occurred', status);
}
