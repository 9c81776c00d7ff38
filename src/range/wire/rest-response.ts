/** restXml (S3): output → response, by the http bindings in the schemas. */
import type { NormalizedSchema } from '@smithy/core/schema';
import { writeXml } from './codec.ts';
import type { HttpOut } from './http.ts';
import { httpTrait } from './rest-route.ts';
import { shapeOf, structure, type OperationSchema, type SchemaRef } from './schema.ts';
import type { Service } from './service.ts';

const DATE_TIME = 5;

function headerText(member: NormalizedSchema, value: unknown): string {
  if (value instanceof Date) return member.getSchema() === DATE_TIME ? value.toISOString() : value.toUTCString();
  return Array.isArray(value) ? value.join(',') : String(value);
}

type Output = Readonly<Record<string, unknown>>;

function contentTypeOf({ ContentType: type }: Output): string {
  return typeof type === 'string' ? type : 'binary/octet-stream';
}

export function writeRest(service: Service, operation: OperationSchema, output: Output, requestId: string): HttpOut {
  const headers: Record<string, string> = { 'x-amz-request-id': requestId, 'content-type': 'application/xml' };
  const schema = shapeOf(operation, 'output');
  const inBody: Record<string, SchemaRef> = {};
  let body: string | Uint8Array = '';
  for (const [name, member] of schema?.structIterator() ?? []) {
    const traits = member.getMergedTraits();
    const value = output[name];
    const isBound = traits.httpHeader || traits.httpPrefixHeaders || traits.httpPayload;
    if (!isBound) inBody[name] = member;
    if (value === undefined || value === null) continue;
    if (traits.httpHeader) headers[traits.httpHeader.toLowerCase()] = headerText(member, value);
    for (const [key, text] of traits.httpPrefixHeaders ? Object.entries(value) : [])
      headers[traits.httpPrefixHeaders + key] = String(text);
    if (traits.httpPayload) {
      body = member.isStructSchema() ? writeXml(service, member, value) : (value as Uint8Array);
      if (!member.isStructSchema()) headers['content-type'] = contentTypeOf(output);
    }
  }
  if (Object.keys(inBody).length) {
    const name = schema?.getMergedTraits().xmlName ?? `${operation[2].replace(/V2$/, '')}Result`;
    body = writeXml(service, structure(name, inBody, service.namespace), output);
  }
  return { status: httpTrait(operation)?.[2] ?? 200, headers, body };
}
