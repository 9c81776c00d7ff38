import { expect, test } from 'vitest';
import { services } from '../../src/range/services/index.ts';
import { shapeOf, type OperationSchema } from '../../src/range/wire/schema.ts';
import { Generator } from './generate.ts';
import { responderOf, rig, type Clients } from './rig.ts';

// A handler which reads a member only for the items that it finds would refuse that member where it finds none. So each
// member is tried where there is nothing at all, and in a full region: what is refused in one must be in the other.

const REFUSED = /^The range does not simulate .* with ([\w, ]+)$/;

interface AnyClient {
  readonly config: { readonly serviceId: string };
}

/** Sends an operation with one member only, and tells whether just that was refused. */
async function isRefused(
  clients: Clients,
  serviceId: string,
  [, , name]: OperationSchema,
  input: object,
): Promise<boolean> {
  const client = (Object.values(clients) as unknown as AnyClient[]).find(
    ({ config }) => config.serviceId === serviceId,
  );
  const method = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  const send = (client as unknown as Record<string, (input: object) => Promise<unknown>>)[method];
  try {
    await send?.call(client, input);
    return false;
  } catch (error) {
    return REFUSED.test((error as Error).message);
  }
}

const reads = services.flatMap(({ service }) =>
  [...service.operations.values()]
    .filter(([, , name]) => /^(Describe|List|Get)/.test(name))
    .map((schema) => ({ id: service.id, schema })),
);

async function refusals(clients: Clients): Promise<string[]> {
  const refused: string[] = [];
  for (const { id, schema } of reads)
    for (const [member, memberSchema] of shapeOf(schema, 'input')?.structIterator() ?? []) {
      const input = { [member]: new Generator(5).value(memberSchema) };
      if (member !== 'DryRun' && (await isRefused(clients, id, schema, input)))
        refused.push(`${id} ${schema[2]} ${member}`);
    }
  return refused;
}

test('a member is refused, or not, whatever there is to find', async () => {
  await using one = await rig('auto-scaling-group');
  const nowhere = await refusals(one.as(responderOf(one.range), 'eu-west-1'));
  const somewhere = await refusals(one.as(responderOf(one.range)));
  expect(nowhere).toEqual(somewhere);
  expect(nowhere).toContain('EC2 DescribeSnapshots RestorableByUserIds');
  expect(nowhere).not.toContain('SSM GetParametersByPath Path');
});
