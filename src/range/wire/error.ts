import type { ErrorSchema } from './schema.ts';

/** An error in AWS's words. The wire layer turns it into the form of the protocol in use. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly schema: ErrorSchema | undefined;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    status = 400,
    schema?: ErrorSchema,
    members: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.schema = schema;
    this.members = members;
  }
}

/** An error that the service's model describes: its code and status stand in the schema's traits. */
export function modeled(schema: ErrorSchema, message: string, members: Record<string, unknown> = {}): AwsError {
  const traits = (typeof schema[3] === 'object' ? schema[3] : {}) as {
    awsQueryError?: [string, number];
    httpError?: number;
  };
  const [code, status] = traits.awsQueryError ?? [schema[2], traits.httpError ?? 400];
  return new AwsError(code, message, status, schema, members);
}
