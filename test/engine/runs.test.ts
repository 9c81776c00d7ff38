import { describe, expect, test } from 'vitest';
import type { OpenCase } from '../../src/case/index.ts';

import { exitOf, run, stateOf } from '../../src/engine/index.ts';
import { type OpenFile, openFile } from '../../src/journal/index.ts';
import { parseFault } from '../../src/range/index.ts';
import { seconds } from '../../src/language/index.ts';
import { caseOf, ofKind, openIn, playbookOf, rigged, standsOf, stepOf, verdictIs } from './rig.ts';

const rig = rigged();
const broken = (): never => {
  throw new Error('broken');
};
const never = (): Promise<never> => new Promise(() => undefined);
const one = (action: 'set' | 'make' | 'look' | 'guard' = 'set', terms = {}) =>
  caseOf(
    rig,
    playbookOf((_, { step }) => {
      step('First', rig.things[action] as typeof rig.things.set, { thing: 'a' }, terms);
      step('Second', rig.things.set, { thing: 'b' });
    }),
  );

describe('an abort', () => {
  const abortedAt = async (moment: 'run' | 'look', act: (held: OpenCase, signal: AbortSignal) => unknown) => {
    const own = await one(moment === 'look' ? 'look' : 'set');
    return own.hold(async (held, options) => {
      rig.world.at(moment, 'a', (signal) => act(held, signal));
      await run(options);
      return stateOf(held.durable.entries());
    });
  };

  test('lets what runs come to its end, and begins nothing new', async () => {
    const state = await abortedAt('run', (held) => held.abort('bob', 'enough'));
    expect(standsOf(state)).toEqual({ first: 'holds', second: 'skipped open' });
    expect(stepOf(state, 'second').skip?.because).toBe('the run was aborted');
    expect(rig.world.effects).toEqual(['set a']);
    expect([verdictIs(state), exitOf(state), openIn(state)]).toEqual(['under way', 3, ['resume second']]);
  });

  test('tells what runs, which may give up', async () => {
    const state = await abortedAt('look', async (held, signal) => {
      await held.abort('bob', 'enough');
      signal.throwIfAborted();
    });
    expect(stepOf(state, 'first').failure).toEqual({ reason: 'cannot', message: 'a person aborted the run' });
  });

  test('is not remembered by a resume', async () => {
    const own = await one();
    await own.go({ first: ({ abort }) => abort('bob', 'enough') });
    expect(standsOf(await own.go())).toEqual({ first: 'holds', second: 'holds' });
  });

  test('leaves what is in doubt in doubt', async () => {
    const own = await one();
    const state = await own.go({
      first: async ({ durable, abort }) => {
        await durable.append({
          is: 'began',
          key: 'first',
          step: 'first',
          attempt: 1,
          input: { thing: 'a' },
          before: {},
        });
        await abort('bob', 'enough');
      },
    });
    expect(standsOf(state)).toEqual({ first: 'running', second: 'skipped open' });
  });
});

describe('go / no-go, evidence only, and who may act', () => {
  test('reads and keeps go on while a person is asked; changes wait for the word', async () => {
    const go = Promise.withResolvers<undefined>();
    const own = await caseOf(
      rig,
      playbookOf((_, { step, together }) => {
        together({
          look: () => void step('Look', rig.things.look, { thing: 'a' }),
          keep: () => {
            step('Keep', rig.things.make, { thing: 'k' });
          },
        });
        step('Set', rig.things.set, { thing: 'b' });
      }),
    );
    rig.world.at('ran', 'k', () => {
      expect(rig.world.effects).toEqual(['make k']);
      go.resolve(undefined);
    });
    const state = await own.go({ go: go.promise });
    expect(standsOf(state)).toEqual({ look: 'ended', keep: 'ended', set: 'holds' });
  });

  test('no-go: nothing is changed, for the reason that was given', async () => {
    const state = await (await one('make')).go({ go: Promise.resolve({ counts: 'lost', because: 'not now' }) });
    expect(standsOf(state)).toEqual({ first: 'ended', second: 'skipped lost' });
    expect(stepOf(state, 'second').skip?.because).toBe('not now');
  });

  test('a wizard that fails has not said go; an abort while it asks ends the waiting', async () => {
    const closed = Promise.reject(new Error('closed'));
    closed.catch(() => undefined);
    const failing = await (await one()).go({ go: closed });
    expect(stepOf(failing, 'first').skip?.because).toBe('nobody said go: Error: closed');
    const own = await one();
    const state = await own.hold(async (held, options) => {
      setTimeout(() => void held.abort('bob', 'enough'), 50);
      await run({ ...options, go: never() });
      return stateOf(held.durable.entries());
    });
    expect(standsOf(state)).toEqual({ first: 'skipped open', second: 'skipped open' });
  });

  test('evidence only keeps, and touches nothing', async () => {
    const own = await one('make');
    const state = await own.go({ opened: { evidenceOnly: true } });
    expect(standsOf(state)).toEqual({ first: 'ended', second: 'skipped lost' });
    expect([rig.world.effects, exitOf(state)]).toEqual([['make a'], 0]);
  });

  test('evidence only, chosen at go / no-go, counts for the step that asked', async () => {
    const own = await one('make');
    const go = Promise.withResolvers<undefined>();
    const state = await own.hold(async ({ durable }, options) => {
      rig.world.at('ran', 'a', () => {
        setTimeout(() => {
          durable.tell({ is: 'set', evidenceOnly: true, by: 'alice' });
          go.resolve(undefined);
        }, 50);
      });
      await run({ ...options, go: go.promise });
      return stateOf(durable.entries());
    });
    expect(standsOf(state)).toEqual({ first: 'ended', second: 'skipped lost' });
    expect(rig.world.effects).toEqual(['make a']);
  });

  test('another case holds the target: reads go on, nothing is written, and the run ends with 7', async () => {
    const mirror = {
      claim: () => Promise.resolve({ is: 'held', case: 'OTHER', by: 'carol', since: '2026-01-01' } as const),
      save: () => Promise.resolve(),
      saveSoon: () => undefined,
      settle: () => Promise.resolve(),
    };
    const state = await (await one('look')).go({ mirror });
    expect(standsOf(state)).toEqual({ first: 'ended', second: 'skipped lost' });
    expect(exitOf(state)).toBe(7);
  });

  test('the target is claimed once it is known to exist, also where nothing is written; one that is not there never is', async () => {
    const claims: string[] = [];
    const mirror = {
      claim: (target: string) => (claims.push(target), Promise.resolve({ is: 'ours' } as const)),
      save: () => Promise.resolve(),
      saveSoon: () => undefined,
      settle: () => Promise.resolve(),
    };
    const looking = playbookOf((_, { step }) => {
      step('Read the target', rig.things.look, { thing: 'a' });
      step('Look besides', rig.things.look, { thing: 'b' });
    });
    rig.world.at('look', 'a', broken);
    const own = await caseOf(rig, looking);
    await own.go({ mirror });
    expect(claims).toEqual([]);
    rig.world.at('look', 'a', () => undefined);
    expect(ofKind(await own.go({ mirror }), 'claimed')).toMatchObject([{ target: 'target' }]);
  });

  test('a journal that breaks while it is asked who calls ends the run: nobody waits for that answer', async () => {
    const full: OpenFile = async (path) => {
      const file = await openFile(path);
      let lines = 0;
      return {
        ...file,
        write: (bytes) => {
          if ((lines += 1) > 1) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          return file.write(bytes);
        },
      };
    };
    await expect((await one()).go({ file: full })).rejects.toMatchObject({ name: 'JournalBroken', reason: 'full' });
    expect(rig.world.effects).toEqual([]);
  });

  test('AWS does not say who calls: nothing is written, and no step waits for the answer', async () => {
    rig.world.range.faults.add(parseFault('STS.GetCallerIdentity=access-denied'));
    const state = await (await one('look')).go();
    expect(standsOf(state)).toEqual({ first: 'ended', second: 'skipped lost' });
    expect(stepOf(state, 'second').skip?.because).toContain('AWS did not say who is calling');
  });
});

describe('a dry run', () => {
  test('reads for real, writes nothing, and says of each write what it would do', async () => {
    await rig.world.put('a', 'theirs');
    const own = await caseOf(
      rig,
      playbookOf((_, { step, each }) => {
        const read = step('Look', rig.things.look, { thing: 'a' });
        const made = step('Make', rig.things.make, { thing: 'm' });
        step('Set', rig.things.set, { thing: read.thing });
        step('After', rig.things.look, { thing: made.made });
        step('Wait', rig.things.wait, { thing: 'never' });
        const { names } = step('List', rig.things.find, { thing: 'l' });
        each('all', names, (name) => step('Set each', rig.things.set, { thing: name }));
      }),
    );
    rig.world.lists.set('l', ['x']);
    rig.world.at('see', 'x', broken);
    const before = rig.world.range.record.writes().length;
    const state = await own.go({ opened: { mode: 'dry-run' }, door: rig.world.dryDoor });
    expect(rig.world.range.record.writes()).toHaveLength(before);
    expect(standsOf(state)).toEqual({
      look: 'ended',
      make: 'skipped open',
      set: 'skipped open',
      after: 'skipped open',
      wait: 'skipped open',
      list: 'ended',
      'all[x]/set-each': 'skipped open',
    });
    expect(stepOf(state, 'set').skip?.calls?.map(({ call, would }) => [call, would])).toEqual([
      ['ssm:GetParameter', undefined],
      ['ssm:PutParameter', 'cannot know'],
    ]);
    expect(stepOf(state, 'after').skip?.because).toBe('cannot know: it needs what “Make” would make');
    expect(stepOf(state, 'all[x]/set-each').skip?.because).toBe('dry run: Error: broken');
    expect(stepOf(state, 'wait').skip?.because).toBe('a dry run does not wait');
    expect([exitOf(state), ofKind(state, 'claimed'), ofKind(state, 'late')]).toEqual([0, [], []]);
  });

  test('what is there already, or gone, would not be done', async () => {
    await rig.world.put('m', 'made');
    const own = await caseOf(
      rig,
      playbookOf((_, { step, approval }) => {
        step('Make', rig.things.make, { thing: 'm' });
        const gate = approval('go', { question: 'Go?', within: seconds(60), onTimeout: 'hold' });
        step('Drop', rig.things.drop, { thing: 'gone' }, { behind: gate });
        step('Drop m', rig.things.drop, { thing: 'm' }, { behind: gate });
        step('Hangs', rig.things.set, { thing: 'h' }, { atMost: seconds(0.2) });
      }),
    );
    rig.world.at('run', 'h', never);
    const state = await own.go({ opened: { mode: 'dry-run' }, door: rig.world.dryDoor });
    const calls = (key: string) => stepOf(state, key).skip?.calls?.map(({ call }) => call);
    expect([calls('make'), calls('drop')]).toEqual([['ssm:GetParameter'], ['ssm:GetParameter']]);
    expect(calls('drop-m')).toEqual(['ssm:GetParameter', 'ssm:DeleteParameter']);
    expect(stepOf(state, 'hangs').skip?.because).toBe('dry run: it was not done within 0.2 s');
    expect(await rig.world.get('m')).toBe('made');
  });
});
