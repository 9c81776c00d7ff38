import { writeJson, writeXml } from './codec.ts';
import type { HttpOut } from './http.ts';
import { writeRest } from './rest-response.ts';
import { membersOf, shapeOf, structure, type OperationSchema } from './schema.ts';
import type { Service } from './service.ts';

const STRING = 0;
const RESPONSE_METADATA = structure('ResponseMetadata', { RequestId: STRING });

type Output = Readonly<Record<string, unknown>>;

/** Envelopes are schemas too, so that no XML is written by hand. EC2 puts the members at the root … */
function ec2Document(service: Service, operation: OperationSchema, output: Output, requestId: string): string {
  const members = { requestId: STRING, ...membersOf(operation[5]) };
  return writeXml(service, structure(`${operation[2]}Response`, members, service.namespace), { requestId, ...output });
}

/** … and the other query services wrap them in `<…Result>`. */
function queryDocument(service: Service, operation: OperationSchema, output: Output, requestId: string): string {
  const result = `${operation[2]}Result`;
  const shape = shapeOf(operation, 'output');
  const members = { ...(shape && { [result]: operation[5] }), ResponseMetadata: RESPONSE_METADATA };
  const envelope = structure(`${operation[2]}Response`, members, service.namespace);
  return writeXml(service, envelope, { [result]: output, ResponseMetadata: { RequestId: requestId } });
}

/** Writes the answer of an operation in the service's protocol. */
export function respond(service: Service, operation: OperationSchema, output: Output, requestId: string): HttpOut {
  const { protocol } = service;
  if (protocol === 'restXml') return writeRest(service, operation, output, requestId);
  if (protocol === 'awsJson1_0' || protocol === 'awsJson1_1') {
    const type = protocol === 'awsJson1_0' ? 'application/x-amz-json-1.0' : 'application/x-amz-json-1.1';
    const body = writeJson(shapeOf(operation, 'output') ?? structure('Unit', {}), output);
    return { status: 200, headers: { 'content-type': type, 'x-amzn-requestid': requestId }, body };
  }
  const document = protocol === 'ec2Query' ? ec2Document : queryDocument;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>${document(service, operation, output, requestId)}`,
  };
}
