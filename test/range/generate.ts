import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from '../../src/range/wire/schema.ts';

const TEXTS = ['plain', 'a&b<c>"d\'', 'x y+z=é✓', 'https://h/p?q=1&r=2', 'line1\nline2'];
const DEEP = 6;

/** Random values for a schema, always the same for a seed. */
export class Generator {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  value(ref: SchemaRef, depth = 0): unknown {
    const schema = NormalizedSchema.of(ref);
    if (schema.isStructSchema()) return this.#structure(schema, depth);
    if (schema.isListSchema()) return this.#list(schema, depth);
    if (schema.isMapSchema()) return { [`k${this.#below(99)}`]: this.value(schema.getValueSchema(), depth + 1) };
    if (schema.isBlobSchema()) return Buffer.from(`blob\0${this.#below(1e6)}`);
    if (schema.isBooleanSchema()) return this.#below(2) === 0;
    if (schema.isNumericSchema()) return this.#below(1000);
    if (schema.isTimestampSchema()) return new Date(1.7e12 + this.#below(1e6) * 1000);
    if (schema.isDocumentSchema()) return { a: 1 };
    const traits = schema.getMergedTraits();
    const isInHeader = traits.httpHeader ?? traits.httpLabel ?? traits.httpQuery ?? traits.httpPrefixHeaders;
    return isInHeader ? `v${this.#below(1e6)}` : TEXTS[this.#below(TEXTS.length)];
  }

  #list(schema: NormalizedSchema, depth: number): unknown[] {
    const length = depth > DEEP ? 1 : 1 + this.#below(2);
    return Array.from({ length }, () => this.value(schema.getValueSchema(), depth + 1));
  }

  /** An empty structure has no form on the wire, so at least one member carries something. */
  #structure(schema: NormalizedSchema, depth: number): Record<string, unknown> {
    const members = [...schema.structIterator()].filter(
      ([, member]) => !(member.isStreaming() && member.isStructSchema()),
    );
    if (schema.isUnionSchema()) {
      const chosen = members[this.#below(members.length)];
      return chosen ? { [chosen[0]]: this.value(chosen[1], depth + 1) } : {};
    }
    const out: Record<string, unknown> = {};
    for (const [name, member] of members) {
      const isWanted = member.isIdempotencyToken() || this.#below(10) < (depth ? 6 : 9);
      const isTooDeep = depth > DEEP && (member.isStructSchema() || member.isListSchema() || member.isMapSchema());
      if (!isWanted || isTooDeep) continue;
      const value = this.value(member, depth + 1);
      if (carries(value)) out[name] = value;
    }
    for (const [name, member] of members) {
      if (carries(out) || depth > 2 * DEEP) break;
      const value = this.value(member, depth + 1);
      if (carries(value)) out[name] = value;
    }
    return out;
  }

  #below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((this.#state / 0x80000000) * limit);
  }
}

function carries(value: unknown): boolean {
  if (value === undefined) return false;
  const isContainer =
    typeof value === 'object' && value !== null && !(value instanceof Date) && !(value instanceof Uint8Array);
  return !isContainer || Object.values(value).some(carries);
}

/** Values in a form that can be compared, whatever classes they came in. */
export function plain(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(plain);
  if (!value || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key, item]) => item !== undefined && key !== '$metadata');
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item)]));
}
