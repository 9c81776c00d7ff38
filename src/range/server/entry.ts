import type { Caller } from '../access/authenticate.ts';
import type { Fault } from '../faults/fault.ts';
import type { Entry } from '../record/entry.ts';
import { resourcesOf } from '../record/resources.ts';
import type { AwsError } from '../wire/error.ts';
import type { HttpIn } from '../wire/http.ts';
import type { Input } from '../wire/request.ts';
import type { Service } from '../wire/service.ts';

interface Passed {
  readonly request: HttpIn;
  readonly requestId: string;
  readonly service: Service;
  readonly operation: string;
  readonly caller: Caller;
  readonly at: number;
  readonly input?: Input;
  readonly fault?: Fault | undefined;
  readonly output?: object;
  readonly effect?: boolean;
  readonly error?: AwsError;
}

export const isReadOnly = (operation: string): boolean => /^(Describe|List|Get|Lookup|Filter)/.test(operation);

/** Events of IAM are recorded in the partition's first region, wherever the call came in (trap T16, from memory). */
const homeOf = (service: Service, region: string) => (service.id === 'IAM' ? 'us-east-1' : region);

export function entryOf(passed: Passed): Entry {
  const { request, service, operation, caller, input = {}, output, error, fault } = passed;
  const readOnly = isReadOnly(operation);
  return {
    at: passed.at,
    service: service.id,
    signingName: service.signingName,
    operation,
    readOnly,
    dryRun: input['DryRun'] === true,
    effect: passed.effect ?? false,
    principal: caller.principal.arn,
    accessKeyId: caller.principal.accessKeyId,
    userAgent: request.headers['user-agent'] ?? '',
    sourceIp: '203.0.113.10',
    resources: resourcesOf(input, readOnly ? undefined : output),
    requestId: passed.requestId,
    ...(error && { error: { code: error.code, message: error.message } }),
    ...(fault && { fault: fault.kind }),
    region: homeOf(service, caller.region),
    account: caller.account.id,
    input,
    identity: caller.principal,
  };
}
