/** restXml (S3): which operation a method, a path and a query string mean, from the http traits in the schemas. */
import type { HttpIn } from './http.ts';
import type { OperationSchema } from './schema.ts';
import type { Service } from './service.ts';

interface RestOperation {
  readonly operation: OperationSchema;
  readonly method: string;
  readonly hasBucket: boolean;
  readonly hasKey: boolean;
  readonly query: readonly [string, string][];
}

/** `[method, uri, status]` of an operation. */
export function httpTrait(operation: OperationSchema): readonly [string, string, number] | undefined {
  const traits = operation[3];
  return typeof traits === 'object' ? (traits as { http?: [string, string, number] }).http : undefined;
}

const tables = new WeakMap<Service, readonly RestOperation[]>();

function tableOf(service: Service): readonly RestOperation[] {
  const known = tables.get(service);
  if (known) return known;
  const table = [...service.operations.values()].flatMap((operation): RestOperation[] => {
    const [method, uri] = httpTrait(operation) ?? [];
    if (!method || !uri) return [];
    const [path = '', query = ''] = uri.split('?');
    const hasKey = path.includes('{Key+}');
    return [
      { operation, method, hasBucket: path.includes('{Bucket}'), hasKey, query: [...new URLSearchParams(query)] },
    ];
  });
  tables.set(service, table);
  return table;
}

/** `/bucket/some/key` in its two parts, decoded. */
export function bucketAndKey(path: string): { bucket: string; key: string } {
  const [, bucket = '', ...rest] = path.split('/');
  return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(rest.join('/')) };
}

function queryFits(row: RestOperation, request: HttpIn): boolean {
  return row.query.every(([key, value]) => {
    if (key === 'x-id') return (request.query.get(key) ?? value) === value;
    return request.query.has(key) && (!value || request.query.get(key) === value);
  });
}

/** Literal query keys weigh most: `?tagging` is not the plain object. */
const weight = (row: RestOperation) => row.query.filter(([key]) => key !== 'x-id').length * 10 + row.query.length;

export function findRestOperation(service: Service, request: HttpIn): OperationSchema | undefined {
  const { bucket, key } = bucketAndKey(request.path);
  const copies = Boolean(request.headers['x-amz-copy-source']);
  return tableOf(service)
    .filter((row) => row.method === request.method && row.hasKey === Boolean(key) && row.hasBucket === Boolean(bucket))
    .filter((row) => row.operation[2].includes('Copy') === copies && queryFits(row, request))
    .toSorted((a, b) => weight(b) - weight(a))[0]?.operation;
}
