import { AwsError } from './error.ts';
import { scopeOf, type HttpIn } from './http.ts';
import { findRestOperation } from './rest-route.ts';
import type { Service } from './service.ts';

/** Which service a request is for, and the name of its operation (which the range may not simulate). */
export interface Route {
  readonly service: Service;
  readonly operation: string;
  /** The form body, for the query protocols. */
  readonly form?: URLSearchParams;
}

const isQuery = (service: Service) => service.protocol === 'ec2Query' || service.protocol === 'awsQuery';

/** botocore sends CloudTrail's target with a longer prefix than the JavaScript SDK does, so the last parts count. */
function routeByTarget(services: readonly Service[], target: string): Route {
  const parts = target.split('.');
  const operation = parts.pop() ?? '';
  const service = services.find((one) => one.protocol.startsWith('awsJson') && one.target === parts.at(-1));
  if (!service) throw new AwsError('UnknownOperationException', `The range does not simulate ${target}`);
  return { service, operation };
}

/** ELB and ELBv2 share a signing name; the API version tells them apart. */
function routeByAction(services: readonly Service[], request: HttpIn, form: URLSearchParams, operation: string): Route {
  const signingName = scopeOf(request)?.signingName;
  const service = services.find(
    (one) => isQuery(one) && one.version === form.get('Version') && (!signingName || one.signingName === signingName),
  );
  const asked = `${signingName ?? 'unknown'} ${operation} ${form.get('Version') ?? ''}`;
  if (!service) throw new AwsError('InvalidAction', `The range does not simulate ${asked}`);
  return { service, operation, form };
}

/** Finds service and operation on the one port. Throws an error that names what is not simulated. */
export function route(services: readonly Service[], request: HttpIn): Route {
  const target = request.headers['x-amz-target'];
  if (target) return routeByTarget(services, target);
  const isForm = (request.headers['content-type'] ?? '').includes('x-www-form-urlencoded');
  const form = isForm ? new URLSearchParams(request.body.toString()) : request.query;
  const action = form.get('Action');
  if (action) return routeByAction(services, request, form, action);
  const signingName = scopeOf(request)?.signingName;
  const service = services.find(
    (one) => one.protocol === 'restXml' && (!signingName || one.signingName === signingName),
  );
  const operation = service && findRestOperation(service, request);
  if (service && operation) return { service, operation: operation[2] };
  throw new AwsError('InvalidAction', `The range does not simulate ${signingName ?? request.method} ${request.path}`);
}
