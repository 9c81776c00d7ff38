import { describe, expect, test } from 'vitest';
import { run, stateOf } from '../../src/engine/index.ts';
import { seconds } from '../../src/language/index.ts';
import { leapingClock } from './leaping-clock.ts';
import { caseOf, ofKind, openIn, playbookOf, rigged, standsOf } from './rig.ts';

const rig = rigged();
const START = Date.parse('2026-11-20T08:12:00.000Z');
const alerted = new Date(START).toISOString();

describe('a look that is polled', () => {
  const waiting = (phase: 'isolate' | 'document' = 'isolate') =>
    caseOf(
      rig,
      playbookOf((_, { step, phase: begin }) => {
        begin(phase);
        const read = step('Wait', rig.things.wait, { thing: 'w' }, { atMost: seconds(10) });
        step('After', rig.things.look, { thing: read.value.orSkip });
      }),
    );

  test('is looked at again, further and further apart, until it is there; begun once', async () => {
    const clock = leapingClock();
    const times: number[] = [];
    rig.world.at('look', 'w', async () => {
      times.push((clock.now().getTime() - START) / 1_000);
      if (times.length === 6) await rig.world.put('w', 'there');
    });
    const state = await (await waiting('document')).go({ clock });
    expect(standsOf(state)).toEqual({ wait: 'ended', after: 'ended' });
    expect(times).toEqual([0, 2, 4, 6, 9, 13.5]);
    expect(ofKind(state, 'began').map(({ key, attempt }) => [key, attempt])).toEqual([
      ['wait', 1],
      ['after', 1],
    ]);
  });

  test('is left open at the end of its phase, with what reads it; a resume looks again', async () => {
    const clock = leapingClock();
    const own = await waiting();
    const first = await own.go({ clock, opened: { alerted } });
    expect(standsOf(first)).toEqual({ wait: 'skipped open', after: 'skipped open' });
    expect(openIn(first)).toEqual(['resume wait', 'resume after']);
    const waited = clock.now().getTime() - START;
    expect([waited > 60_000, waited <= 120_000]).toEqual([true, true]);
    await rig.world.put('w', 'there');
    expect(standsOf(await own.go({ clock }))).toEqual({ wait: 'ended', after: 'ended' });
  });

  test('is looked at for a minute in a phase that is late, and half an hour in one without a deadline', async () => {
    const late = leapingClock(START + 3_600_000);
    await (await waiting()).go({ clock: late, opened: { alerted } });
    const waited = late.now().getTime() - START - 3_600_000;
    expect([waited > 25_000, waited <= 61_000]).toEqual([true, true]);
    const free = leapingClock();
    await (await waiting('document')).go({ clock: free, opened: { alerted } });
    const spent = free.now().getTime() - START;
    expect([spent > 25 * 60_000, spent <= 30 * 60_000]).toEqual([true, true]);
  });

  test('ends with an abort', async () => {
    const own = await waiting();
    const state = await own.hold(
      async (held, options) => {
        rig.world.at('look', 'w', () => void setTimeout(() => void held.abort('bob', 'enough'), 1));
        await run(options);
        return stateOf(held.durable.entries());
      },
      { opened: { alerted: new Date().toISOString() } },
    );
    expect(standsOf(state)).toEqual({ wait: 'skipped open', after: 'skipped open' });
  });
});
