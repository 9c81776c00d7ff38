import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openDoor } from '../../src/aws/index.ts';
import { exitOf, isSame, run, stateOf } from '../../src/engine/index.ts';
import { CUT, within } from '../../src/engine/limits.ts';
import { text } from '../../src/fields/index.ts';
import { Cannot, minutes, seconds } from '../../src/language/index.ts';
import { parseFault } from '../../src/range/index.ts';
import {
  approve,
  caseOf,
  done,
  LATER,
  ofKind,
  openIn,
  playbookOf,
  rigged,
  standsOf,
  stepOf,
  verdictIs,
} from './rig.ts';

const rig = rigged();
const set = (thing: string, terms = {}) =>
  caseOf(
    rig,
    playbookOf((_, { step }) => void step('Set', rig.things.set, { thing }, terms)),
  );

describe('what an action is given', () => {
  test('it says how far it is, keeps bytes, knows the case, its key and since when, and says that it can’t', async () => {
    const own = await set('a');
    const given: unknown[] = [];
    rig.world.at('run', 'a', async (_, use) => {
      given.push(use.caseId, use.key, use.since.toISOString(), use.now() instanceof Date, use.choices.unattended);
      use.say('half way');
      const kept = await use.keep('what.txt', Buffer.from('kept'));
      given.push(kept.file);
      throw new Cannot('it is not there');
    });
    const state = await own.go({ opened: { began: '2026-01-01T00:00:00.000Z' } });
    expect(given).toEqual([own.folder.id, 'set', '2026-01-01T00:00:00.000Z', true, false, 'evidence/what.txt']);
    expect(stepOf(state, 'set')).toMatchObject({
      said: 'half way',
      failure: { reason: 'cannot', message: 'it is not there' },
    });
    expect(ofKind(state, 'kept')).toMatchObject([{ key: 'set', file: 'evidence/what.txt', bytes: 4 }]);
  });

  test('it has less time when it burns', async () => {
    const time = { critical: seconds(0.2), otherwise: seconds(30) };
    rig.world.at('run', 'a', () => pause(600));
    expect(standsOf(await (await set('a', { atMost: time })).go())).toEqual({ set: 'failed' });
    expect(standsOf(await (await set('a', { atMost: time })).go({ opened: { severity: 'high' } }))).toEqual({
      set: 'holds',
    });
  });

  test('what is thrown that is no error is told as it is, one line of it', async () => {
    rig.world.at('run', 'a', () => {
      throw 'just a word';
    });
    expect(stepOf(await (await set('a')).go(), 'set').failure).toEqual({
      reason: 'unexpected',
      message: 'just a word',
    });
    rig.world.at('run', 'a', () => {
      throw new RangeError(`first\nsecond ${'x'.repeat(900)}`);
    });
    expect(stepOf(await (await set('a')).go(), 'set').failure).toEqual({
      reason: 'unexpected',
      message: 'RangeError: first',
    });
  });

  test('it may close what it has opened although its time is up, and the run waits for that', async () => {
    const { look } = rig.things;
    type Put = (call: string, input: object, at?: { readonly evenIfLate: boolean }) => Promise<object>;
    const put = (aws: Put, thing: string, evenIfLate: boolean) =>
      aws('ssm:PutParameter', { Name: rig.world.path(thing), Value: 'x', Type: 'String' }, { evenIfLate });
    const opening = {
      ...look,
      calls: ['ssm:PutParameter'],
      run: async (aws: Put) => {
        try {
          return await put(aws, 'opened', false);
        } finally {
          await put(aws, 'closed', true);
        }
      },
    };
    rig.world.range.faults.add(parseFault('SSM.PutParameter=hang,times=1'));
    const own = await caseOf(
      rig,
      playbookOf((_, { step }) => void step('Look', look, { thing: 'a' }, { atMost: seconds(0.5) })),
    );
    const state = await own.go({
      actions: rig.things.all.map((each) => (each.id === look.id ? (opening as never) : each)),
    });
    expect(await rig.world.get('closed')).toBe('x');
    expect(ofKind(state, 'failed')[0]?.calls.map(({ call, failed }) => [call, failed === undefined])).toEqual([
      ['ssm:PutParameter', false],
      ['ssm:PutParameter', true],
    ]);
  });
});

describe('time', () => {
  test('what is aborted before it begins is told at once, and may still end', async () => {
    const told = await within(5, AbortSignal.abort('stop'), ({ told: own }) =>
      Promise.resolve([own.aborted, own.reason]),
    );
    expect(told).toEqual([true, 'stop']);
  });
  test('what listens to nothing is cut off', async () => {
    const never = new AbortController().signal;
    expect(await within(0.05, never, () => new Promise(() => undefined))).toBe(CUT);
  });
});

describe('who calls', () => {
  test('the suspect itself may change nothing', async () => {
    const [target] = rig.world.range.targets;
    const id = target?.instanceId ?? '';
    const credentials = rig.world.range.instanceCredentials(id);
    const { endpoint, region } = rig.world.range;
    const door = openDoor({ mode: 'drill', endpoint, region, credentials, dryRun: false });
    const state = await (await set('a')).go({ door, opened: { inputs: { target: id } } });
    expect(state.identity?.suspect).toBe(true);
    expect(stepOf(state, 'set').skip?.because).toBe('the caller is the suspect instance itself');
    expect(exitOf(state)).toBe(4);
    door.close();
  });
});

describe('what waits for a person waits for one, however far away', () => {
  const revoke = (steps: Parameters<typeof playbookOf>[0]) =>
    caseOf(
      rig,
      playbookOf((asks, runbook) => {
        runbook.step('Isolate', rig.things.set, { thing: 'i' });
        runbook.phase('revoke');
        steps(asks, runbook);
      }),
    );
  const gate = (runbook: Parameters<Parameters<typeof playbookOf>[0]>[1]) =>
    runbook.approval('go', { question: 'Go?', within: minutes(30), onTimeout: 'hold' });

  test('behind a step that reads a gated one, needs it, or stands in a when, a fan-out or a playbook on it', async () => {
    rig.world.lists.set('l', ['x']);
    const child = playbookOf(({ target }, { step, phase }) => {
      phase('revoke');
      step('Child sets', rig.things.set, { thing: target });
    }, 'child');
    const own = await revoke((_, runbook) => {
      const { step, when, each, follow, together } = runbook;
      const first = step('First', rig.things.set, { thing: 'f' }, { behind: gate(runbook) });
      step('Reads', rig.things.set, { thing: first.set });
      step('Needs', rig.things.set, { thing: 'n' }, { needs: [first] });
      when('when', first.set.is('f'), () => step('Inside when', rig.things.set, { thing: 'w' }));
      const { names } = step('List', rig.things.find, { thing: first.set });
      const all = each('all', names, (name) => {
        together({ a: () => void step('Inside each', rig.things.set, { thing: name }) });
        return step('Also inside', rig.things.look, { thing: name });
      });
      follow(child as never, { target: first.set });
      step('After all', rig.things.set, { thing: 'a' }, { needs: [all] });
    });
    const state = await own.go();
    expect(new Set(Object.values(standsOf(state)))).toEqual(new Set(['holds', 'skipped open']));
    expect(state.steps.filter((step) => !step.waitsForPerson).map(({ id }) => id)).toEqual(['isolate']);
    expect([verdictIs(state), exitOf(state), openIn(state)]).toEqual(['contained', 5, ['approval go']]);
  });

  test('behind a by-hand step, and a fan-out of which one member waits', async () => {
    rig.world.lists.set('l', ['x', 'y']);
    const own = await revoke((_, { step, each, byHand }) => {
      const { names } = step('List', rig.things.find, { thing: 'l' });
      const all = each('all', names, (name) => {
        const shown = byHand('show', { instruction: 'Show', proof: { seen: text('Seen') }, within: minutes(30) });
        step('Set seen', rig.things.set, { thing: shown.seen });
        return step('Look', rig.things.look, { thing: name });
      });
      step('After all', rig.things.deny, { thing: 'a' }, { needs: [all] });
    });
    const state = await own.go({
      answer: (question) => (question.is === 'by-hand' && question.key === 'all[x]/show' ? done({ seen: 's' }) : LATER),
    });
    expect(standsOf(state)).toMatchObject({
      'all[x]/set-seen': 'holds',
      'all[y]/set-seen': 'skipped open',
      'after-all': 'skipped open',
    });
    expect(stepOf(state, 'after-all').waitsForPerson).toBe(true);
    expect([verdictIs(state), openIn(state)]).toEqual(['contained', ['by-hand all[y]/show']]);
  });

  test('but not what was cut short by an abort, also where it stands behind an approval', async () => {
    rig.world.lists.set('l', ['x']);
    const own = await revoke((_, runbook) => {
      const { step, each } = runbook;
      const { names } = step('List', rig.things.find, { thing: 'l' });
      step('Gated', rig.things.set, { thing: 'g' }, { behind: gate(runbook) });
      each('all', names, (name) => step('Inside', rig.things.set, { thing: name }));
    });
    const state = await own.hold(async (held, options) => {
      rig.world.at('look', 'l', () => held.abort('bob', 'enough'));
      await run(options);
      return stateOf(held.durable.entries());
    });
    expect(standsOf(state)).toEqual({
      isolate: 'holds',
      list: 'ended',
      gated: 'skipped open',
      'all[?]/inside': 'skipped open',
    });
    expect([verdictIs(state), exitOf(state)]).toEqual(['under way', 3]);
    // Shown without its placeholder.
    expect(openIn(state)).toEqual(['resume gated', 'resume all[?]/inside']);
    expect(exitOf(await own.go({ answer: () => approve() }))).toBe(0);
  });
});

test('states are compared as sets where they are lists, and without what is absent', () => {
  expect(isSame({ a: ['x', 'y'], b: undefined }, { a: ['y', 'x'] })).toBe(true);
  expect(
    isSame(
      {
        a: [
          { n: 1, m: 2 },
          { n: 0, m: 1 },
        ],
      },
      {
        a: [
          { m: 1, n: 0 },
          { m: 2, n: 1 },
        ],
      },
    ),
  ).toBe(true);
  expect(isSame({ a: ['x', 'x'] }, { a: ['x'] })).toBe(false);
  expect(isSame({ a: null }, {})).toBe(false);
  expect(isSame({ a: 1 }, undefined)).toBe(false);
});
