import { AwsRestXmlProtocol } from '@aws-sdk/core/protocols';
import { describe, expect, test } from 'vitest';
import { AwsError } from '../../src/range/wire/error.ts';
import { respondError } from '../../src/range/wire/error-response.ts';
import type { HttpIn } from '../../src/range/wire/http.ts';
import { readInput } from '../../src/range/wire/request.ts';
import { respond } from '../../src/range/wire/response.ts';
import { route } from '../../src/range/wire/route.ts';
import type { OperationSchema, SchemaRef } from '../../src/range/wire/schema.ts';
import { defineService } from '../../src/range/wire/service.ts';

// No client that speaks restXml is installed, so four operations are described here in the clients' own form, and the
// SDK's own protocol stands for the client.

const NS = 'com.example.store';
const [STRUCTURE, LIST, OPERATION, STRING, BLOB, DATE] = [3, 1, 9, 0, 21, 4] as const;

type Members = Readonly<Record<string, unknown>>;
const structure = (name: string, members: Members, traits: object | 0 = 0) => [
  STRUCTURE,
  NS,
  name,
  traits,
  Object.keys(members),
  Object.values(members),
];
const operation = (name: string, http: readonly unknown[], input: unknown, output: unknown) =>
  [OPERATION, NS, name, { http }, () => input, () => output] as unknown as OperationSchema;

const bucketAndKey = { Bucket: [STRING, 1], Key: [STRING, 1] };
const retention = structure('Retention', { Mode: STRING, Until: DATE });
const owners = [LIST, NS, 'Owners', 0, structure('Owner', { Name: STRING })];

const putObject = operation(
  'PutObject',
  ['PUT', '/{Bucket}/{Key+}?x-id=PutObject', 200],
  structure('PutObjectRequest', {
    ...bucketAndKey,
    ChecksumSHA256: [STRING, { httpHeader: 'x-amz-checksum-sha256' }],
    Body: [BLOB, 16],
  }),
  structure('PutObjectOutput', { ETag: [STRING, { httpHeader: 'ETag' }] }),
);
const putRetention = operation(
  'PutObjectRetention',
  ['PUT', '/{Bucket}/{Key+}?retention', 200],
  structure('PutObjectRetentionRequest', { ...bucketAndKey, Retention: [() => retention, { httpPayload: 1 }] }),
  'unit',
);
const getObject = operation(
  'GetObject',
  ['GET', '/{Bucket}/{Key+}?x-id=GetObject', 200],
  structure('GetObjectRequest', { ...bucketAndKey, VersionId: [STRING, { httpQuery: 'versionId' }] }),
  structure('GetObjectOutput', { LastModified: [DATE, { httpHeader: 'Last-Modified' }], Body: [BLOB, 16] }),
);
const listOwners = operation(
  'ListOwners',
  ['GET', '/{Bucket}?owners', 200],
  structure('ListOwnersRequest', { Bucket: [STRING, 1] }),
  structure('ListOwnersOutput', { Owners: () => owners }),
);

const facts = {
  id: 'Store',
  signingName: 'store',
  version: '2006-03-01',
  protocol: 'restXml',
  target: '',
  xmlNamespace: '',
} as const;
const store = defineService(facts, [putObject, putRetention, getObject, listOwners]);

const request = (method: string, url: string, body = '', headers: Record<string, string> = {}): HttpIn => {
  const { pathname, searchParams } = new URL(url, 'http://range');
  return { method, path: pathname, query: searchParams, headers, body: Buffer.from(body) };
};

function understood(incoming: HttpIn) {
  const found = route([store], incoming);
  const schema = store.operations.get(found.operation);
  return { operation: found.operation, input: schema && readInput(found, schema, incoming) };
}

describe('restXml requests', () => {
  test('a literal query key tells operations on one path apart', () => {
    const xml = '<Retention><Mode>GOVERNANCE</Mode><Until>2026-11-20T09:00:00Z</Until></Retention>';
    expect(understood(request('PUT', '/evidence/a%20b/c?retention', xml))).toEqual({
      operation: 'PutObjectRetention',
      input: {
        Bucket: 'evidence',
        Key: 'a b/c',
        Retention: { Mode: 'GOVERNANCE', Until: new Date('2026-11-20T09:00:00Z') },
      },
    });
  });

  test('headers, query and a streamed body each find their member', () => {
    const chunked = '5;chunk-signature=x\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n';
    const headers = { 'x-amz-checksum-sha256': 'abc=', 'content-encoding': 'aws-chunked' };
    expect(understood(request('PUT', '/evidence/k?x-id=PutObject', chunked, headers)).input).toEqual({
      Bucket: 'evidence',
      Key: 'k',
      ChecksumSHA256: 'abc=',
      Body: Buffer.from('hello'),
    });
    expect(understood(request('GET', '/evidence/k?x-id=GetObject&versionId=3')).input).toMatchObject({
      VersionId: '3',
    });
  });

  test('what no operation answers is refused', () => {
    expect(() => route([store], request('DELETE', '/evidence/k'))).toThrow('The range does not simulate');
  });
});

describe('restXml answers, read by the SDK', () => {
  const protocol = new AwsRestXmlProtocol({ defaultNamespace: NS, xmlNamespace: '', errorTypeRegistries: [] });
  const context = { utf8Encoder: String } as never;
  const read = (schema: OperationSchema, output: object) => {
    const { status, headers, body } = respond(store, schema, output as never, 'request-1');
    const response = { statusCode: status, headers: { ...headers }, body: Buffer.from(body), reason: '' };
    const known = {
      namespace: NS,
      name: schema[2],
      traits: schema[3],
      input: schema[4],
      output: schema[5] as SchemaRef,
    };
    return protocol.deserializeResponse(known, context, response);
  };

  test('a list in the body', async () => {
    expect(await read(listOwners, { Owners: [{ Name: 'a&b' }, { Name: 'é' }] })).toMatchObject({
      Owners: [{ Name: 'a&b' }, { Name: 'é' }],
    });
  });

  test('a header with a date', async () => {
    const LastModified = new Date('2026-11-20T09:00:00Z');
    expect(await read(getObject, { LastModified, Body: 'x' })).toMatchObject({ LastModified });
  });

  test('an error', () => {
    const { status, body } = respondError(
      store,
      new AwsError('NoSuchKey', 'The key does not exist.', 404),
      'request-1',
    );
    expect([status, body]).toEqual([
      404,
      '<Error><Code>NoSuchKey</Code><Message>The key does not exist.</Message><RequestId>request-1</RequestId></Error>',
    ]);
  });
});
