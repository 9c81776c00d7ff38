/** restXml: which operation a method, a path and a query string mean, from the http traits in the schemas. */
import type { HttpIn } from './http.ts';
import type { OperationSchema } from './schema.ts';
import type { Service } from './service.ts';

interface RestOperation {
  readonly operation: OperationSchema;
  readonly method: string;
  readonly path: RegExp;
  readonly query: readonly [string, string][];
}

/** `[method, uri, status]` of an operation. */
export function httpTrait(operation: OperationSchema): readonly [string, string, number] | undefined {
  const traits = operation[3];
  return typeof traits === 'object' ? (traits as { http?: [string, string, number] }).http : undefined;
}

/** `/{Bucket}/{Key+}`: a label is one segment, or with a plus sign the rest of the path. */
function patternOf(template: string): RegExp {
  const source = template
    .replace(/\{(\w+)\+\}/g, '(?<$1>.+)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')
    .replace(/\/$/, '');
  return new RegExp(`^${source}/?$`);
}

const tables = new WeakMap<Service, readonly RestOperation[]>();

function tableOf(service: Service): readonly RestOperation[] {
  const known = tables.get(service);
  if (known) return known;
  const table = [...service.operations.values()].flatMap((operation): RestOperation[] => {
    const [method, uri] = httpTrait(operation) ?? [];
    if (!method || !uri) return [];
    const [path = '', query = ''] = uri.split('?');
    return [{ operation, method, path: patternOf(path), query: [...new URLSearchParams(query)] }];
  });
  tables.set(service, table);
  return table;
}

/** The labels of an operation in a path, decoded. */
export function labelsIn(operation: OperationSchema, path: string): Readonly<Record<string, string>> {
  const [, uri = ''] = httpTrait(operation) ?? [];
  const found = patternOf(uri.split('?')[0] ?? '').exec(path)?.groups ?? {};
  return Object.fromEntries(Object.entries(found).map(([name, text]) => [name, decodeURIComponent(text)]));
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
  const copies = Boolean(request.headers['x-amz-copy-source']);
  return tableOf(service)
    .filter((row) => row.method === request.method && row.path.test(request.path))
    .filter((row) => row.operation[2].includes('Copy') === copies && queryFits(row, request))
    .toSorted((a, b) => weight(b) - weight(a))[0]?.operation;
}
