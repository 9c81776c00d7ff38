import { describe, expect, test } from 'vitest';
import { leave } from '../../src/case/index.ts';
import { exitOf, stateOf } from '../../src/engine/index.ts';
import { minutes } from '../../src/language/index.ts';
import { leapingClock } from './leaping-clock.ts';
import { approve, caseOf, deny, LATER, ofKind, openIn, playbookOf, rigged, standsOf, stepOf } from './rig.ts';

const rig = rigged();
const broken = (): never => {
  throw new Error('broken');
};
const gated = (onTimeout: 'hold' | 'proceed' | 'stop' = 'hold') =>
  caseOf(
    rig,
    playbookOf((_, { step, approval }) => {
      const read = step('Look', rig.things.look, { thing: 'shown' });
      const all = step('List', rig.things.find, { thing: 'l' });
      const counted = step('Count', rig.things.count, { things: all.names });
      const gate = approval('go', {
        question: 'Go?',
        shows: [read.value],
        hits: counted.count,
        within: minutes(10),
        onTimeout,
      });
      step('Behind', rig.things.set, { thing: 'behind' }, { behind: gate });
    }),
  );

describe('a gate', () => {
  test('shows the values as they were read, and how many others it hits', async () => {
    await rig.world.put('shown', 'what it is');
    rig.world.lists.set('l', ['x', 'y']);
    const own = await gated();
    const seen: unknown[] = [];
    const state = await own.go({ answer: (question) => (seen.push(question), approve()) });
    expect(seen).toMatchObject([
      { is: 'gate', gate: 'go', hits: 2, destroys: false, asked: { hits: 2, shows: { 'look.value': 'what it is' } } },
    ]);
    expect(ofKind(state, 'answered')).toMatchObject([{ gate: 'go', answer: 'approved', by: 'alice', how: 'typed' }]);
  });

  test('whose count is not known says none, which is not 0', async () => {
    rig.world.at('look', 'l', broken);
    const own = await gated();
    const seen: unknown[] = [];
    await own.go({ answer: (question) => (seen.push(question), LATER) });
    expect(seen).toHaveLength(1);
    expect(seen[0]).not.toHaveProperty('asked.hits');
  });

  test('answered once, is never asked again', async () => {
    const own = await gated();
    await own.go({ answer: () => deny() });
    const state = await own.go({ answer: broken });
    expect(ofKind(state, 'asked')).toHaveLength(1);
    expect(standsOf(state)['behind']).toBe('skipped lost');
  });

  test('left open, is the same question at a resume: same nonce, same time', async () => {
    const own = await gated();
    await own.go();
    const nonces: string[] = [];
    const state = await own.go({
      answer: (question) => {
        if (question.is === 'gate') nonces.push(question.asked.nonce);
        return approve();
      },
    });
    expect(ofKind(state, 'asked').map(({ nonce }) => nonce)).toEqual(nonces);
    expect(standsOf(state)['behind']).toBe('holds');
  });

  test('is answered from another shell while the host still asks', async () => {
    const own = await gated();
    let told: AbortSignal | undefined;
    const state = await own.go({
      answer: async (question, signal) => {
        told = signal;
        if (question.is === 'gate')
          await leave(own.folder.inbox, {
            is: 'answer',
            gate: 'go',
            answer: 'approved',
            nonce: question.asked.nonce,
            by: 'bob',
          });
        return new Promise(() => undefined);
      },
    });
    expect(ofKind(state, 'answered')).toMatchObject([{ answer: 'approved', by: 'bob' }]);
    expect([told?.aborted, standsOf(state)['behind']]).toEqual([true, 'holds']);
  });

  test('does not take an answer to a question that has been asked again since', async () => {
    const clock = leapingClock();
    const own = await gated();
    await own.go({ clock });
    const [first] = ofKind(
      await own.hold(({ durable }) => Promise.resolve(stateOf(durable.entries())), { clock }),
      'asked',
    );
    clock.jump(minutes(11).seconds * 1000);
    const state = await own.go({
      clock,
      answer: async () => {
        const nonce = first?.nonce ?? '';
        await leave(
          own.folder.inbox,
          { is: 'answer', gate: 'go', answer: 'approved', nonce, by: 'mallory' },
          clock.now(),
        );
        return LATER;
      },
    });
    expect(ofKind(state, 'asked')).toHaveLength(2);
    expect(ofKind(state, 'answered')).toMatchObject([{ answer: 'expired', nonce: first?.nonce }]);
    expect(standsOf(state)['behind']).toBe('skipped open');
  });

  test('a stale approval in the journal counts for its own question only', async () => {
    const own = await gated();
    const first = await own.go();
    const [asked] = ofKind(first, 'asked');
    const answers = {
      is: 'answered',
      gate: 'go',
      nonce: 'another',
      answer: 'approved',
      by: 'mallory',
      how: 'x',
    } as const;
    const state = await own.go({ first: ({ durable }) => durable.append(answers) });
    expect([asked?.nonce === 'another', standsOf(state)['behind']]).toEqual([false, 'skipped open']);
  });

  test('that the host can’t ask stays open, and the run goes on', async () => {
    const own = await gated();
    const state = await own.go({ answer: broken });
    expect(openIn(state)).toEqual(['approval go']);
    expect(ofKind(state, 'noted').map(({ text }) => text)).toEqual([
      'a question could not be asked here: Error: broken',
    ]);
  });
});

describe('a gate whose time runs out', () => {
  const wait = () => new Promise<never>(() => undefined);

  test('hold: stays open, and is asked again with a new nonce', async () => {
    const clock = leapingClock();
    const own = await gated('hold');
    const first = await own.go({ clock, answer: wait });
    expect(ofKind(first, 'answered')).toMatchObject([{ answer: 'expired', by: 'nobody' }]);
    expect([standsOf(first)['behind'], openIn(first)]).toEqual(['skipped open', ['approval go']]);
    const second = await own.go({ clock, answer: () => approve() });
    expect(new Set(ofKind(second, 'asked').map(({ nonce }) => nonce)).size).toBe(2);
    expect(standsOf(second)['behind']).toBe('holds');
  });

  test('hold: what is open then is a resume, because the old question can’t be answered any more', async () => {
    const clock = leapingClock();
    const own = await gated('hold');
    const state = await own.go({ clock, answer: wait });
    const { openOf } = await import('../../src/engine/index.ts');
    expect(openOf(state).map(({ command }) => command)).toEqual([`resume ${own.folder.name}`]);
  });

  test('proceed: goes on, and the journal says that nobody approved', async () => {
    const own = await gated('proceed');
    const state = await own.go({ clock: leapingClock(), answer: wait });
    expect(ofKind(state, 'answered')).toMatchObject([{ answer: 'expired', by: 'nobody', how: 'time ran out' }]);
    expect([standsOf(state)['behind'], openIn(state)]).toEqual(['holds', []]);
  });

  test('proceed: also where it ran out while nothing ran, without asking again', async () => {
    const clock = leapingClock();
    const own = await gated('proceed');
    await own.go({ clock });
    clock.jump(minutes(11).seconds * 1000);
    const state = await own.go({ clock, answer: broken });
    expect(ofKind(state, 'answered')).toMatchObject([{ answer: 'expired' }]);
    expect(standsOf(state)['behind']).toBe('holds');
  });

  test('stop: what is behind it is lost, the rest goes on', async () => {
    const own = await gated('stop');
    const state = await own.go({ clock: leapingClock(), answer: wait });
    expect(stepOf(state, 'behind').skip).toEqual({ counts: 'lost', because: 'nobody approved it in time' });
    expect([openIn(state), exitOf(state)]).toEqual([[], 1]);
  });
});

describe('nobody is asked', () => {
  const asks = async (own: Awaited<ReturnType<typeof gated>>, options = {}): Promise<number> => {
    let asked = 0;
    await own.go({ ...options, answer: () => ((asked += 1), LATER) });
    return asked;
  };
  const behind = (
    what: (runbook: Parameters<Parameters<typeof playbookOf>[0]>[1], gate: never) => void,
    before: (runbook: Parameters<Parameters<typeof playbookOf>[0]>[1]) => void = () => undefined,
  ) =>
    caseOf(
      rig,
      playbookOf((_, runbook) => {
        before(runbook);
        const gate = runbook.approval('go', { question: 'Go?', within: minutes(10), onTimeout: 'hold' });
        what(runbook, gate as never);
      }),
    );

  test('about what can’t be done: its source failed, its need does not hold, its when is not met', async () => {
    const { look, set } = rig.things;
    rig.world.at('look', 'bad', broken);
    rig.world.at('see', 'bad', broken);
    expect(
      await asks(
        await behind(({ step }, gate) => {
          const read = step('Look', look, { thing: 'bad' });
          step('Set', set, { thing: read.thing }, { behind: gate });
        }),
      ),
    ).toBe(1); // the source comes after the question: it may still end
    const sourced = await caseOf(
      rig,
      playbookOf((_, { step, approval }) => {
        const read = step('Look', look, { thing: 'bad' });
        const gate = approval('go', { question: 'Go?', within: minutes(10), onTimeout: 'hold' });
        step('Set', set, { thing: read.thing }, { behind: gate });
      }),
    );
    expect(await asks(sourced)).toBe(0);
    const needing = await caseOf(
      rig,
      playbookOf((_, { step, approval }) => {
        const first = step('First', set, { thing: 'bad' });
        const gate = approval('go', { question: 'Go?', within: minutes(10), onTimeout: 'hold' });
        step('Set', set, { thing: 'x' }, { behind: gate, needs: [first] });
      }),
    );
    expect(await asks(needing)).toBe(0);
    const unmet = await caseOf(
      rig,
      playbookOf((_, { step, approval, when }) => {
        const read = step('Look', look, { thing: 'nothing' });
        const gate = approval('go', { question: 'Go?', within: minutes(10), onTimeout: 'hold' });
        when('there', read.isThere.is(true), () => step('Set', set, { thing: 'x' }, { behind: gate }));
      }),
    );
    expect(await asks(unmet)).toBe(0);
  });

  test('but where an input may be left out, the step can run and the question is asked', async () => {
    const { look, set, pair } = rig.things;
    const own = await caseOf(
      rig,
      playbookOf((_, { step, approval, when }) => {
        const read = step('Look', look, { thing: 'nothing' });
        const perhaps = when('there', read.isThere.is(true), () => step('Set', set, { thing: 'x' }));
        const gate = approval('go', { question: 'Go?', within: minutes(10), onTimeout: 'hold' });
        step('Pair', pair, { thing: 'p', also: perhaps.was }, { behind: gate });
      }),
    );
    expect(await asks(own)).toBe(1);
  });

  test('in a dry run, in an evidence-only run, or after an abort', async () => {
    expect(await asks(await gated(), { opened: { mode: 'dry-run' }, door: rig.world.dryDoor })).toBe(0);
    expect(await asks(await gated(), { opened: { evidenceOnly: true } })).toBe(0);
    expect(
      await asks(await gated(), {
        first: ({ abort }: { abort: (by: string, because: string) => Promise<void> }) => abort('bob', 'x'),
      }),
    ).toBe(0);
  });

  test('and a question that is being asked ends with an abort', async () => {
    const own = await gated();
    const state = await own.hold(async (held, options) => {
      const { run } = await import('../../src/engine/index.ts');
      await run({
        ...options,
        host: {
          tell: () => undefined,
          ask: () => held.abort('bob', 'enough').then(() => new Promise(() => undefined)),
        },
      });
      return stateOf(held.durable.entries());
    });
    expect(stepOf(state, 'behind').skip).toEqual({ counts: 'open', because: 'the run was aborted' });
    expect(ofKind(state, 'answered')).toEqual([]);
  });
});
