/**
 * The shapes of the schema arrays which the AWS SDK clients export (`DescribeInstances$` and so on).
 * They are taken from a client instead of from `@smithy/types`, so that the range depends on nothing more.
 */
import type { ExpiredTokenException$, GetCallerIdentity$ } from '@aws-sdk/client-sts';
import { NormalizedSchema } from '@smithy/core/schema';

/** `[9, namespace, name, traits, () => input, () => output]` */
export type OperationSchema = typeof GetCallerIdentity$;
/** `[-3, namespace, name, traits, memberNames, memberSchemas]` */
export type ErrorSchema = typeof ExpiredTokenException$;
/** Anything that NormalizedSchema takes: a number, an array, a function which returns either. */
export type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** A structure made by us, for envelopes that the models leave out. 3 is the SDK's number for "structure". */
export function structure(name: string, members: Record<string, SchemaRef>, namespace = 'range'): SchemaRef {
  return [3, namespace, name, 0, Object.keys(members), Object.values(members)] as unknown as SchemaRef;
}

/** The members of a structure schema by name; none for `unit`. */
export function membersOf(schema: SchemaRef): Record<string, SchemaRef> {
  const normal = NormalizedSchema.of(schema);
  return normal.isUnitSchema() ? {} : normal.getMemberSchemas();
}

/** The input or output schema of an operation, or undefined where it has none. */
export function shapeOf(operation: OperationSchema, side: 'input' | 'output'): NormalizedSchema | undefined {
  const normal = NormalizedSchema.of(operation[side === 'input' ? 4 : 5]);
  return normal.isUnitSchema() ? undefined : normal;
}
