import { describe, expect, test } from 'vitest';

import { CallFailed } from '../../src/aws/index.ts';
import { exitOf } from '../../src/engine/index.ts';
import { parseFault } from '../../src/range/index.ts';
import { seconds } from '../../src/language/index.ts';
import { caseOf, ofKind, playbookOf, rigged, standsOf, stepOf } from './rig.ts';

const rig = rigged();
const never = (): Promise<never> => new Promise(() => undefined);
const one = (action: 'set' | 'make' | 'look' | 'guard' = 'set', terms = {}) =>
  caseOf(
    rig,
    playbookOf((_, { step }) => {
      step('First', rig.things[action] as typeof rig.things.set, { thing: 'a' }, terms);
      step('Second', rig.things.set, { thing: 'b' });
    }),
  );

describe('a step', () => {
  test('whose action is no longer known fails, and the rest goes on', async () => {
    const own = await one('make');
    const state = await own.go({ actions: rig.things.all.filter(({ id }) => id !== 'test.make') });
    expect(stepOf(state, 'first').failure?.message).toBe('there is no action test.make');
    expect(standsOf(state)['second']).toBe('holds');
  });

  test('given what its fields refuse fails before it begins', async () => {
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => void step('First', rig.things.set, { thing: 7 as never })),
    );
    const state = await own.go();
    expect(stepOf(state, 'first').failure?.reason).toBe('bad-output');
    expect(ofKind(state, 'began')).toEqual([]);
  });

  test('refused by AWS is denied; with nothing changed the run ends with 4, afterwards it does not', async () => {
    rig.world.range.faults.add(parseFault('SSM.PutParameter=access-denied'));
    const own = await one();
    const first = await own.go();
    expect(stepOf(first, 'first').failure?.reason).toBe('denied');
    expect(exitOf(first)).toBe(4);
    rig.world.range.faults.clear();
    rig.world.range.faults.add(parseFault('SSM.PutParameter=access-denied,after=1'));
    expect(exitOf(await own.go())).toBe(1);
  });

  test('that hangs is cut off at its cap, and the next one begins', async () => {
    rig.world.at('run', 'a', never);
    const state = await (await one('set', { atMost: seconds(0.2) })).go();
    expect(stepOf(state, 'first').failure).toMatchObject({ reason: 'too-slow', seconds: 0.2 });
    expect(standsOf(state)['second']).toBe('holds');
  });

  test('is told before it is cut off, so that it can tidy up', async () => {
    const told = Promise.withResolvers<unknown>();
    rig.world.at('run', 'a', async (signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      told.resolve(signal.reason);
      // The door is open still.
      await rig.world.put('tidied', 'yes');
    });
    const state = await (await one('set', { atMost: seconds(1) })).go();
    expect(await told.promise).toBeInstanceOf(Error);
    expect(stepOf(state, 'first').proof?.is).toBe('holds');
  });

  test('calls that it makes after its cap are refused', async () => {
    const late = Promise.withResolvers<unknown>();
    const { look } = rig.things;
    const slow = {
      ...look,
      run: async (aws: (call: string, input: object) => Promise<object>) => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        await aws('ssm:GetParameter', { Name: '/test/late' }).catch(late.resolve);
        return {};
      },
    };
    const own = await one('look', { atMost: seconds(0.2) });
    const state = await own.go({
      actions: rig.things.all.map((each) => (each.id === look.id ? (slow as never) : each)),
    });
    expect(String(await late.promise)).toContain('ssm:GetParameter');
    expect(stepOf(state, 'first').failure?.reason).toBe('too-slow');
    expect(
      rig.world.range.record
        .of('SSM', 'GetParameter')
        .some(({ input }) => JSON.stringify(input).includes('/test/late')),
    ).toBe(false);
  });

  test('a begin that comes after the cap is not written behind the end', async () => {
    const over = Promise.withResolvers<void>();
    const { set } = rig.things;
    const deaf = {
      ...set,
      see: async (_: unknown, { thing }: { thing: string }) => {
        if (thing === 'a') await new Promise((resolve) => setTimeout(resolve, 400));
        over.resolve();
        return {};
      },
    };
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => {
        step('First', rig.things.set, { thing: 'a' }, { atMost: seconds(0.2) });
        step('Second', rig.things.look, { thing: 'b' });
      }),
    );
    rig.world.at('look', 'b', () => over.promise.then(() => new Promise((resolve) => setTimeout(resolve, 50))));
    const actions = rig.things.all.map((each) => (each.id === set.id ? (deaf as never) : each));
    const state = await own.go({ actions });
    expect(standsOf(state)).toEqual({ first: 'failed', second: 'ended' });
    expect(ofKind(state, 'began').map(({ key }) => key)).toEqual(['second']);
    expect(rig.world.effects).toEqual([]);
  });

  test('whose time is up while it is read back was made, and is unproven', async () => {
    rig.world.at('verify', 'a', never);
    const state = await (await one('set', { atMost: seconds(0.3) })).go();
    expect(stepOf(state, 'first')).toMatchObject({ is: 'ended', proof: { is: 'unproven' } });
    expect(await rig.world.get('a')).toBe('ours');
  });

  test('a call that was under way at the cap stands in the record without an answer', async () => {
    rig.world.range.faults.add(parseFault('SSM.PutParameter=hang,times=1'));
    const state = await (await one('set', { atMost: seconds(0.4) })).go();
    const [failed] = ofKind(state, 'failed');
    expect(failed?.calls.filter(({ call }) => call === 'ssm:PutParameter')).toMatchObject([
      { failed: expect.any(String) },
    ]);
    expect(exitOf(state)).toBe(1);
  });
});

describe('a keep', () => {
  test('is found first, and not made twice', async () => {
    await rig.world.put('a', 'made before');
    const state = await (await one('make')).go();
    expect([rig.world.effects, stepOf(state, 'first').found]).toEqual([['set b'], true]);
  });

  test('whose answer was lost is looked up before it is repeated', async () => {
    const lost = {
      reason: 'unreachable',
      call: 'ssm:PutParameter',
      region: 'us-west-2',
      message: 'no answer',
    } as const;
    rig.world.at('ran', 'a', () => {
      throw new CallFailed(lost);
    });
    const state = await (await one('make')).go();
    expect(standsOf(state)['first']).toBe('ended');
    expect(rig.world.effects.filter((effect) => effect === 'make a')).toHaveLength(1);
  });

  test('that had no effect is made once more, and no oftener', async () => {
    const lost = {
      reason: 'unreachable',
      call: 'ssm:PutParameter',
      region: 'us-west-2',
      message: 'no answer',
    } as const;
    let runs = 0;
    rig.world.at('run', 'a', () => {
      runs += 1;
      throw new CallFailed(lost);
    });
    const state = await (await one('make')).go();
    expect([runs, stepOf(state, 'first').failure?.reason]).toEqual([2, 'unreachable']);
  });
});
