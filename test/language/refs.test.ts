import { describe, expect, test } from 'vitest';
import { gateOf, handleOf, idOf, isRefJson, outputsOf, pathOf, pathsBelow, refTo } from '../../src/language/index.ts';
import { text } from '../../src/fields/index.ts';

interface Thing {
  readonly name: string;
  readonly groups: readonly string[];
  readonly more: { readonly deep: number | undefined };
}
const thing = refTo<Thing>('step.thing');
const message = (what: string): string =>
  `${what} has no value until the playbook runs: it can be passed on, and nothing else`;

describe('a reference', () => {
  test('stands in a plan as its path, and so do its members', () => {
    const values = { a: thing.name, b: [thing.groups, thing.more.deep], c: { d: thing } };
    expect(JSON.parse(JSON.stringify(values))).toEqual({
      a: { $ref: 'step.thing.name' },
      b: [{ $ref: 'step.thing.groups' }, { $ref: 'step.thing.more.deep' }],
      c: { d: { $ref: 'step.thing' } },
    });
    expect(pathOf(thing.more)).toBe('step.thing.more');
  });
  test('that may be skipped has a mark behind that part of its path, once', () => {
    expect(pathOf(thing.more.orSkip)).toBe('step.thing.more?');
    expect(pathOf(thing.more.orSkip.deep.orSkip.orSkip)).toBe('step.thing.more?.deep?');
  });
  test('is what a condition waits for', () => {
    expect(thing.name.is('x')).toEqual({ ref: 'step.thing.name', is: 'x' });
    expect(thing.more.deep.missing()).toEqual({ ref: 'step.thing.more.deep', missing: true });
  });
  test('may be called anything, also what every object has', () => {
    const odd = refTo<Record<string, string>>('s') as unknown as Record<string, never>;
    for (const name of ['constructor', 'toString', 'valueOf', 'length', 'name', 'hasOwnProperty'])
      expect(JSON.stringify(odd[name])).toBe(`{"$ref":"s.${name}"}`);
  });
  test('is no promise', () => {
    expect((thing as unknown as { then: unknown }).then).toBe(undefined);
  });

  type Misuse = readonly [how: string, misuse: (ref: never) => unknown, names: string];
  const misuses: readonly Misuse[] = [
    ['in a text', (ref) => `it is ${ref as string}`, 'step.thing'],
    ['in a sum', (ref) => (ref as number) + 1, 'step.thing'],
    ['in a comparison', (ref) => (ref as number) > 1, 'step.thing'],
    ['in a loop', (ref) => [...(ref as string[])], 'step.thing'],
    ['as a list', (ref) => (ref as string[]).map(String), 'step.thing'],
    ['spread', (ref) => ({ ...(ref as object) }), 'step.thing'],
    ['by its keys', (ref) => Object.keys(ref), 'step.thing'],
    ['called', (ref) => (ref as { name: () => unknown }).name(), 'step.thing'],
  ];
  test.each(misuses)('used as a value %s says what is wrong', (_, misuse, names) => {
    expect(() => misuse(thing as never)).toThrow(new TypeError(message(names)));
  });
});

test('what looks like a reference in a plan is told from what does not', () => {
  expect([{ $ref: 'a' }, { $ref: 7 }, {}, null, 'x', undefined].map(isRefJson)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
test('a handle knows its id and where its outputs stand; a gate its id', () => {
  const handle = handleOf<{ a: string }>('step', pathsBelow('step', { a: text('A') }));
  expect([idOf(handle), outputsOf(handle), pathOf(handle.a), idOf(gateOf('go'))]).toEqual([
    'step',
    { a: 'step.a' },
    'step.a',
    'go',
  ]);
  expect(outputsOf(gateOf('go') as never)).toEqual({});
});
