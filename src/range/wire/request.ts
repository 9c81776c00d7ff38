import { json } from './codec.ts';
import { AwsError } from './error.ts';
import { formTree } from './form.ts';
import type { HttpIn } from './http.ts';
import { readQuery } from './query-request.ts';
import { readRest } from './rest-request.ts';
import type { Route } from './route.ts';
import { shapeOf, type OperationSchema } from './schema.ts';

/** An input as the SDK's command classes take it; its exact type is the handler's business. */
export type Input = Readonly<Record<string, unknown>>;

function parseJson(body: Buffer) {
  try {
    return JSON.parse(body.toString() || '{}') as Record<string, never>;
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON');
  }
}

/** Reads the input of an operation from a request in any protocol. */
export function readInput(route: Route, operation: OperationSchema, request: HttpIn): Input {
  const { service, form } = route;
  if (service.protocol === 'restXml') return readRest(service, operation, request);
  const schema = shapeOf(operation, 'input');
  if (!schema) return {};
  if (form) return readQuery(schema, formTree(form), service.protocol === 'ec2Query') as Input;
  // readObject, not read: the latter is asynchronous and would hand promises to handlers.
  return json.createDeserializer().readObject(schema, parseJson(request.body)) as Input;
}
