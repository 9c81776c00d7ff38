import { describe, expect, test } from 'vitest';
import { recheck } from '../../src/engine/index.ts';
import { leapingClock } from './leaping-clock.ts';
import { caseOf, playbookOf, rigged } from './rig.ts';

const rig = rigged();
const START = Date.parse('2026-11-20T08:12:00.000Z');
const alerted = new Date(START).toISOString();
const broken = (): never => {
  throw new Error('broken');
};

describe('a proof that has grown old', () => {
  test('is read again: what still holds, what does not, what can’t be read; never what was put back', async () => {
    rig.world.lists.set('l', ['a', 'b', 'c', 'd', 'e']);
    const own = await caseOf(
      rig,
      playbookOf((_, { step, each }) => {
        const { names } = step('List', rig.things.find, { thing: 'l' });
        each('all', names, (name) => step('Set it', rig.things.set, { thing: name }));
      }),
    );
    const clock = leapingClock();
    await own.go({ clock, opened: { alerted } });
    clock.jump(61_000);
    await rig.world.put('b', 'theirs');
    rig.world.at('see', 'c', broken);
    const found = await own.hold(
      async ({ durable }, options) => {
        const released = { is: 'released', key: 'all[d]/set-it', outcome: 'released', calls: [] } as const;
        await durable.append(released);
        await durable.append({ ...released, key: 'all[e]/set-it', outcome: 'kept' });
        return recheck(options);
      },
      { clock },
    );
    expect(found.map(({ key, verdict, now }) => [key, verdict.is, now])).toEqual([
      ['all[a]/set-it', 'holds', { value: 'ours' }],
      ['all[b]/set-it', 'does not hold', { value: 'theirs' }],
      ['all[c]/set-it', 'unproven', {}],
      ['all[e]/set-it', 'holds', { value: 'ours' }],
    ]);
  });

  test('is believed while it is young, and has nothing to read of a step that is no change any more', async () => {
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => void step('Set', rig.things.set, { thing: 'a' })),
    );
    const clock = leapingClock();
    await own.go({ clock, opened: { alerted } });
    const read = (options = {}) => own.hold((_, given) => recheck({ ...given, ...options }), { clock });
    expect(await read()).toEqual([]);
    expect(await read({ olderThanMs: 0 })).toHaveLength(1);
    expect(await read({ olderThanMs: 0, actions: [] })).toEqual([]);
  });
});
