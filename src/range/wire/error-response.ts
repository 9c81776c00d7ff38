import { writeJson, writeXml } from './codec.ts';
import type { AwsError } from './error.ts';
import type { HttpOut } from './http.ts';
import { structure } from './schema.ts';
import type { Service } from './service.ts';

const STRING = 0;
const EC2_ERROR = structure('Response', {
  Errors: structure('Errors', { Error: structure('Error', { Code: STRING, Message: STRING }) }),
  RequestID: STRING,
});
const QUERY_ERROR = structure('ErrorResponse', {
  Error: structure('Error', { Type: STRING, Code: STRING, Message: STRING }),
  RequestId: STRING,
});
const REST_ERROR = structure('Error', { Code: STRING, Message: STRING, RequestId: STRING });

function jsonError(error: AwsError, requestId: string, type: string): HttpOut {
  const { schema } = error;
  const name = schema?.[2] ?? error.code;
  const members = schema
    ? JSON.parse(writeJson(schema, { message: error.message, Message: error.message, ...error.members }))
    : {};
  const body = { __type: schema ? `${schema[1]}#${name}` : name, message: error.message, ...members };
  const headers = { 'content-type': type, 'x-amzn-requestid': requestId, 'x-amzn-errortype': name };
  // The JSON services answer every client's mistake with 400, whatever the model says (from memory).
  return { status: error.status < 500 ? 400 : error.status, headers, body: JSON.stringify(body) };
}

function xmlError(service: Service, error: AwsError, requestId: string): string {
  const { code: Code, message: Message, status } = error;
  if (service.protocol === 'ec2Query')
    return writeXml(service, EC2_ERROR, { Errors: { Error: { Code, Message } }, RequestID: requestId });
  if (service.protocol === 'restXml' && !service.wrapsErrors)
    return writeXml(service, REST_ERROR, { Code, Message, RequestId: requestId });
  const Type = status < 500 ? 'Sender' : 'Receiver';
  return writeXml(service, QUERY_ERROR, { Error: { Type, Code, Message }, RequestId: requestId });
}

/** Writes an error in the service's protocol; as JSON where the service is not known. */
export function respondError(service: Service | undefined, error: AwsError, requestId: string): HttpOut {
  if (!service || service.protocol === 'awsJson1_1') return jsonError(error, requestId, 'application/x-amz-json-1.1');
  if (service.protocol === 'awsJson1_0') return jsonError(error, requestId, 'application/x-amz-json-1.0');
  const headers = { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId };
  return { status: error.status, headers, body: xmlError(service, error, requestId) };
}
