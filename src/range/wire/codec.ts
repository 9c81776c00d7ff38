/**
 * The SDK's own serialisers, set up once. They are public in `@aws-sdk/core/protocols` and `@smithy/core/protocols`;
 * pin those packages to what the clients resolve to.
 */
import { JsonCodec, XmlShapeDeserializer, XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import type { SchemaRef } from './schema.ts';
import type { Service } from './service.ts';

/** The SDK's numbers for timestamp formats. */
const DATE_TIME = 5;
const HTTP_DATE = 6;
const EPOCH_SECONDS = 7;

export const json = new JsonCodec({ timestampFormat: { useTrait: true, default: EPOCH_SECONDS }, jsonName: false });

/** Scalars in a form body. */
export const formScalar = new FromStringShapeDeserializer({
  timestampFormat: { useTrait: true, default: DATE_TIME },
  httpBindings: false,
});

/** Scalars in a header or a query string. */
export const headerScalar = new FromStringShapeDeserializer({
  timestampFormat: { useTrait: true, default: HTTP_DATE },
  httpBindings: true,
});

function xmlSettings(service: Service) {
  return {
    timestampFormat: { useTrait: true, default: DATE_TIME } as const,
    httpBindings: service.protocol === 'restXml',
    xmlNamespace: service.xmlNamespace,
    serviceNamespace: service.namespace,
  };
}

/** Serialisers keep a buffer: each document gets its own. */
export function writeXml(service: Service, schema: SchemaRef, value: unknown): string {
  const serializer = new XmlShapeSerializer(xmlSettings(service));
  serializer.write(schema as never, value);
  return String(serializer.flush());
}

export function readXml(service: Service, schema: SchemaRef, body: Buffer): unknown {
  return new XmlShapeDeserializer(xmlSettings(service)).read(schema as never, body);
}

export function writeJson(schema: SchemaRef, value: unknown): string {
  const serializer = json.createSerializer();
  serializer.write(schema as never, value);
  return serializer.flush();
}
