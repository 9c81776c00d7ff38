import { assert, constantFrom, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import {
  accessKeyId,
  checkValues,
  choice,
  count,
  flag,
  instanceId,
  instant,
  list,
  maybe,
  record,
  region,
  roleName,
  text,
} from '../../src/fields/index.ts';

const EVIL = [';', '|', '&', '$', '`', '\n', "'", '"', '<', '>', '(', ')', '{', '}', '/', ' ', '\\', '*', '?'];
const because = (checked: { readonly ok: boolean; readonly because?: string }): string => checked.because ?? '';

test('an id is its prefix and 8 to 17 hexadecimal digits, and nothing around it', () => {
  const field = instanceId('Which instance?');
  for (const good of ['i-0ab12cd3', 'i-0ab12cd34ef567890'])
    expect(field.check(good)).toEqual({ ok: true, value: good });
  for (const bad of [
    'i-0ab1',
    'I-0ab12cd3',
    'i-0ab12cd3 ',
    ' i-0ab12cd3',
    'i-0ab12cd3\n',
    'vpc-0ab12cd3',
    'i-xyz12345',
    7,
    undefined,
  ])
    expect(field.check(bad).ok).toBe(false);
});

test('what is wrong is said with what was given and an example of what is right', () => {
  expect(because(instanceId('x').check('moltbot'))).toBe('"moltbot" is not an instance id (like i-0ab12cd34ef567890)');
  expect(because(choice('x', ['a', 'b']).check('c'))).toBe('"c" is not one of a, b');
  expect(because(count('x').check(-1))).toContain('not a whole number');
});

test('nothing that a shell, a path or a policy could trip over passes for an id', () => {
  const fields = [instanceId('x'), roleName('x'), accessKeyId('x'), region('x')];
  assert(
    property(string(), constantFrom(...EVIL), string(), (before, evil, after) => {
      for (const field of fields) expect(field.check(before + evil + after).ok).toBe(false);
    }),
  );
});

test('flags, counts and times are read from a command line as well as from JSON', () => {
  expect(flag('x').check('yes')).toEqual({ ok: true, value: true });
  expect(flag('x').check('false')).toEqual({ ok: true, value: false });
  expect(count('x').check('12')).toEqual({ ok: true, value: 12 });
  expect(instant('x').check('2026-11-20T08:12:00Z')).toEqual({ ok: true, value: '2026-11-20T08:12:00.000Z' });
  expect(instant('x').check(new Date(0))).toEqual({ ok: true, value: '1970-01-01T00:00:00.000Z' });
  expect(instant('x').check('soon').ok).toBe(false);
});

test('a list names the item that is wrong; an absent value is good only where it may be', () => {
  expect(because(list(instanceId('x')).check(['i-0ab12cd3', 'j']))).toContain('item 2');
  expect(list(text('x')).check('not a list').ok).toBe(false);
  expect(maybe(text('x')).check(undefined)).toEqual({ ok: true, value: undefined });
  expect(maybe(instanceId('x')).check('j').ok).toBe(false);
  expect(text('x').check(undefined).ok).toBe(false);
});

test('named values are checked one by one, and a name that nobody knows is refused', () => {
  const shape = { id: instanceId('Id'), note: maybe(text('Note')) };
  expect(checkValues(shape, { id: 'i-0ab12cd3' })).toEqual({ ok: true, value: { id: 'i-0ab12cd3' } });
  expect(because(checkValues(shape, { id: 'x' }))).toMatch(/^id: /);
  expect(because(checkValues(shape, { id: 'i-0ab12cd3', more: 1 }))).toBe('more: nothing of that name is known');
});

test('a record knows its members, which of them names it, and refuses what is none', () => {
  const field = record('An interface', { interfaceId: text('Id'), groups: list(text('Group')) }, 'interfaceId');
  expect(field.key).toBe('interfaceId');
  expect(Object.keys(field.members ?? {})).toEqual(['interfaceId', 'groups']);
  expect(field.check({ interfaceId: 'eni-1', groups: [] }).ok).toBe(true);
  expect(field.check([]).ok).toBe(false);
  expect(field.check(null).ok).toBe(false);
});
