import { failedBecause, type Looking } from '../../src/aws/index.ts';
import { count as number, flag, list, maybe, record, text } from '../../src/fields/index.ts';
import type { Shape } from '../../src/fields/index.ts';
import {
  type Action,
  type AnyAction,
  changes,
  destroys,
  doesNotHold,
  holds,
  keeps,
  type Kind,
  looks,
  unproven,
} from '../../src/language/index.ts';
import type { World } from './world.ts';

const named = <K extends Kind, I extends Shape, O extends Shape>(
  id: string,
  action: Action<K, I, O>,
): Action<K, I, O> => ({
  ...action,
  id,
});
const value = maybe(text('Its value'));
const thing = text('The thing');
const item = record('Thing', { name: text('Name'), note: maybe(text('Note')) }, 'name');
const get = async (aws: Looking<'ssm:GetParameter'>, Name: string): Promise<string | undefined> => {
  try {
    return (await aws('ssm:GetParameter', { Name })).Parameter?.Value;
  } catch (error) {
    if (failedBecause(error, 'not-found')) return undefined;
    throw error;
  }
};

/** Actions of every kind on the things of a world. A change sets a thing to `ours`, and puts back what was there. */
export const thingsOf = (world: World) => {
  const look = named(
    'test.look',
    looks({
      title: 'Look at a thing',
      calls: ['ssm:GetParameter'],
      input: { thing },
      output: { value, thing, isThere: flag('Is it there?') },
      async run(aws, { thing: of }, use) {
        await world.fire('look', of, use);
        const found = await get(aws, world.path(of));
        return { value: found, thing: of, isThere: found !== undefined };
      },
    }),
  );
  const find = named(
    'test.list',
    looks({
      title: 'List things',
      calls: [],
      input: { thing },
      output: { names: list(text('Name')), items: list(item), none: maybe(list(text('Name'))) },
      async run(_, { thing: of }, use) {
        await world.fire('look', of, use);
        const names = [...(world.lists.get(of) ?? [])];
        return { names, items: names.map((name) => ({ name, note: undefined })) };
      },
    }),
  );
  const count = named(
    'test.count',
    looks({
      title: 'Count things',
      calls: [],
      input: { things: list(thing) },
      output: { count: number('How many') },
      run: (_, { things }) => Promise.resolve({ count: things.length }),
    }),
  );
  const wait = named(
    'test.wait',
    looks({
      title: 'Wait for a thing',
      calls: ['ssm:GetParameter'],
      input: { thing },
      output: { value },
      async run(aws, { thing: of }, use) {
        await world.fire('look', of, use);
        return { value: await get(aws, world.path(of)) };
      },
      until: (output) => output.value !== undefined,
    }),
  );
  const make = named(
    'test.make',
    keeps({
      title: 'Make a thing',
      calls: ['ssm:GetParameter', 'ssm:PutParameter'],
      input: { thing },
      output: { made: thing },
      async find(aws, { thing: of }, use) {
        await world.fire('find', of, use);
        return (await get(aws, world.path(of))) === undefined ? undefined : { made: of };
      },
      async run(aws, { thing: of }, use) {
        await world.fire('run', of, use);
        world.effects.push(`make ${of}`);
        await aws('ssm:PutParameter', { Name: world.path(of), Value: 'kept', Type: 'String' });
        await world.fire('ran', of, use);
        return { made: of };
      },
    }),
  );
  const setting = <I extends Shape>(id: string, noun: string, more: I) =>
    named(
      id,
      changes({
        title: 'Set a thing',
        noun,
        calls: ['ssm:GetParameter', 'ssm:PutParameter'],
        releaseCalls: ['ssm:PutParameter', 'ssm:DeleteParameter'],
        input: { ...more, thing },
        output: { was: value, set: thing },
        state: { value },
        async see(aws, { thing: of }, use) {
          await world.fire('see', of, use);
          return { value: await get(aws, world.path(of)) };
        },
        async run(aws, { thing: of }, before, use) {
          await world.fire('run', of, use);
          world.effects.push(`set ${of}`);
          await aws('ssm:PutParameter', { Name: world.path(of), Value: 'ours', Type: 'String', Overwrite: true });
          await world.fire('ran', of, use);
          return { was: before.value, set: of };
        },
        async verify(_, { thing: of }, _output, now, use) {
          await world.fire('verify', of, use);
          if (now.value === 'half') return unproven('only half of it is seen');
          return now.value === 'ours' ? holds() : doesNotHold(`it is ${now.value ?? 'gone'}`);
        },
        async release(aws, { thing: of }, before, _output, use) {
          await world.fire('release', of, use);
          if (of.startsWith('deny') && !use.choices.falsePositive) return { kept: 'it would be re-armed' };
          world.effects.push(`back ${of}`);
          if (before.value === undefined) await aws('ssm:DeleteParameter', { Name: world.path(of) });
          else
            await aws('ssm:PutParameter', {
              Name: world.path(of),
              Value: before.value,
              Type: 'String',
              Overwrite: true,
            });
          return undefined;
        },
      }),
    );
  const set = setting('test.set', 'network', {});
  const deny = setting('test.deny', 'credentials', {});
  const guard = setting('test.guard', 'evidence', {});
  const pair = setting('test.pair', 'network', { also: maybe(text('Something besides')) });
  const drop = named(
    'test.drop',
    destroys({
      title: 'Drop a thing',
      because: 'it is gone',
      calls: ['ssm:GetParameter', 'ssm:DeleteParameter'],
      input: { thing },
      output: {},
      async gone(aws, { thing: of }, use) {
        await world.fire('gone', of, use);
        return (await get(aws, world.path(of))) === undefined;
      },
      async run(aws, { thing: of }, use) {
        await world.fire('run', of, use);
        world.effects.push(`drop ${of}`);
        await aws('ssm:DeleteParameter', { Name: world.path(of) });
        await world.fire('ran', of, use);
        return {};
      },
    }),
  );
  const all = [look, find, count, wait, make, set, pair, deny, guard, drop] as unknown as readonly AnyAction[];
  return { look, find, count, wait, make, set, pair, deny, guard, drop, all };
};
export type Things = ReturnType<typeof thingsOf>;
