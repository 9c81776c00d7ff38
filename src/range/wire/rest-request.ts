/** restXml: request → input, by the http bindings in the schemas. */
import type { NormalizedSchema } from '@smithy/core/schema';
import { unchunk } from './chunked.ts';
import { headerScalar, readXml } from './codec.ts';
import type { HttpIn } from './http.ts';
import { labelsIn } from './rest-route.ts';
import { shapeOf, type OperationSchema } from './schema.ts';
import type { Service } from './service.ts';

type SchemaTraits = ReturnType<NormalizedSchema['getMergedTraits']>;

function scalar(member: NormalizedSchema, text: string): unknown {
  return member.isListSchema() ? text.split(',').map((part) => part.trim()) : headerScalar.read(member, text);
}

function prefixed(request: HttpIn, prefix: string): Record<string, string> | undefined {
  const found = Object.entries(request.headers).filter(([name]) => name.startsWith(prefix));
  return found.length
    ? Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value ?? '']))
    : undefined;
}

function payload(service: Service, member: NormalizedSchema, body: Buffer): unknown {
  if (member.isStructSchema()) return body.length ? readXml(service, member, body) : undefined;
  return member.isStringSchema() ? body.toString() : body;
}

function isChunked(request: HttpIn): boolean {
  return (
    (request.headers['content-encoding'] ?? '').includes('aws-chunked') || Boolean(request.headers['x-amz-trailer'])
  );
}

/** The text of a member that is bound to a header or to the query string. */
function textOf(request: HttpIn, { httpHeader, httpQuery }: SchemaTraits): string | undefined {
  if (httpHeader) return request.headers[httpHeader.toLowerCase()];
  return httpQuery ? (request.query.get(httpQuery) ?? undefined) : undefined;
}

export function readRest(service: Service, operation: OperationSchema, request: HttpIn): Record<string, unknown> {
  const schema = shapeOf(operation, 'input');
  const input: Record<string, unknown> = {};
  if (!schema) return input;
  const labels = labelsIn(operation, request.path);
  const body = isChunked(request) ? unchunk(request.body) : request.body;
  const inBody: string[] = [];
  for (const [name, member] of schema.structIterator()) {
    const traits = member.getMergedTraits();
    const text = textOf(request, traits);
    let value: unknown;
    if (text !== undefined) value = scalar(member, text);
    else if (traits.httpLabel) value = labels[name];
    else if (traits.httpPrefixHeaders) value = prefixed(request, traits.httpPrefixHeaders);
    else if (traits.httpPayload) value = payload(service, member, body);
    else if (!traits.httpHeader && !traits.httpQuery) inBody.push(name);
    if (value !== undefined) input[name] = value;
  }
  if (inBody.length && body.length) Object.assign(input, readXml(service, schema, body));
  return input;
}
