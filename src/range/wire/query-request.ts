import { NormalizedSchema } from '@smithy/core/schema';
import { formScalar } from './codec.ts';
import { numbered, type FormNode } from './form.ts';
import type { SchemaRef } from './schema.ts';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The form key of a member: the same rules as the SDK's QueryShapeSerializer, whose inverse this file is. */
function formKey(ec2: boolean, name: string, schema: NormalizedSchema, isMember: boolean): string {
  const traits = schema.getMergedTraits() as { ec2QueryName?: string; xmlName?: string };
  if (ec2 && traits.ec2QueryName) return traits.ec2QueryName;
  const key = traits.xmlName ?? name;
  return ec2 && isMember ? capital(key) : key;
}

const flattened = (schema: NormalizedSchema) => Boolean(schema.getMergedTraits().xmlFlattened);

function readStructure(schema: NormalizedSchema, node: FormNode, ec2: boolean) {
  const out: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const child = node.children.get(formKey(ec2, name, member, true));
    if (child) out[name] = readQuery(member, child, ec2);
  }
  return out;
}

function readList(schema: NormalizedSchema, node: FormNode, ec2: boolean) {
  const item = schema.getValueSchema();
  const holder = ec2 || flattened(schema) ? node : node.children.get(formKey(ec2, 'member', item, false));
  return holder ? numbered(holder).map((child) => readQuery(item, child, ec2)) : [];
}

function readMap(schema: NormalizedSchema, node: FormNode, ec2: boolean) {
  const holder = flattened(schema) ? node : node.children.get('entry');
  const keyName = formKey(ec2, 'key', schema.getKeySchema(), false);
  const valueSchema = schema.getValueSchema();
  const valueName = formKey(ec2, 'value', valueSchema, false);
  const entries = (holder ? numbered(holder) : []).map((entry) => {
    const value = entry.children.get(valueName) ?? { value: '', children: new Map<string, FormNode>() };
    return [entry.children.get(keyName)?.value ?? '', readQuery(valueSchema, value, ec2)] as const;
  });
  return Object.fromEntries(entries);
}

/** Reads a form tree by a schema: `ec2` selects EC2's own rules for names and lists. */
export function readQuery(ref: SchemaRef, node: FormNode, ec2: boolean): unknown {
  const schema = NormalizedSchema.of(ref);
  if (schema.isStructSchema()) return readStructure(schema, node, ec2);
  if (schema.isListSchema()) return readList(schema, node, ec2);
  if (schema.isMapSchema()) return readMap(schema, node, ec2);
  return formScalar.read(schema, node.value ?? '');
}
