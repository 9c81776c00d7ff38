import { expect, test } from 'vitest';
import { exitOf, isFatal, release, stateOf } from '../../src/engine/index.ts';
import { type OpenFile, openFile } from '../../src/journal/index.ts';
import { everything, people, prepare } from './everything.ts';
import { caseOf, ofKind, rigged, standsOf } from './rig.ts';

const rig = rigged();
const NEWLINE = 10;

/**
 * A journal file that dies: so many lines reach the disk, and nothing after them. With `acting`, the last line was
 * answered, and what follows it was done before the next line died; without, the process died in the same moment.
 */
const dying =
  (lines: number, acting: boolean): OpenFile =>
  async (path) => {
    const file = await openFile(path);
    let left = lines;
    const die = (): never => {
      throw Object.assign(new Error('dead'), { code: 'EIO' });
    };
    return {
      ...file,
      write: (bytes) => {
        if (left <= 0) return die();
        let end = 0;
        while (end < bytes.length && left > 0) if (bytes[end++] === NEWLINE) left -= 1;
        const taken = file.write(bytes.subarray(0, end));
        return left === 0 && !acting ? die() : taken;
      },
      // What is on the disk stays there: nobody is left to cut it back.
      truncate: () => undefined,
    };
  };
const keptOf = (state: ReturnType<typeof stateOf>) =>
  Object.fromEntries(
    state.steps.map(({ key, is, output, before, proof }) => [key, { is, output, before, proof: proof?.is }]),
  );

const golden = async () => {
  await prepare(rig);
  const own = await caseOf(rig, everything(rig));
  const state = await own.go({ answer: people });
  return { state, effects: [...rig.world.effects].toSorted() };
};

test('everything ends well where nothing goes wrong', async () => {
  const { state, effects } = await golden();
  expect(standsOf(state)).toEqual({
    'look-at-it': 'ended',
    'list-the-things': 'ended',
    'keep-it': 'ended',
    'guard-it': 'holds',
    'all[x]/set-each': 'holds',
    'all[y]/set-each': 'holds',
    'set-what-is-there': 'holds',
    never: 'skipped fine',
    'deny-it': 'holds',
    'wait-for-what-is-kept': 'ended',
    'child/list-its-own': 'ended',
    'child/own[own1]/child/keep-its-own': 'ended',
    'drop-it': 'ended',
  });
  expect(exitOf(state)).toBe(0);
  expect(effects).toEqual(
    ['drop dropped', 'make kept', 'make own1', 'set denied', 'set guarded', 'set target', 'set x', 'set y'].toSorted(),
  );
});

test.each([true, false])(
  'a crash behind every line of the journal is mended by a resume (acting on that line: %s)',
  async (acting) => {
    const wanted = await golden();
    const lines = wanted.state.entries.length;
    for (let at = 1; at < lines; at += 1) {
      rig.world.mend();
      await prepare(rig);
      const own = await caseOf(rig, everything(rig));
      const died: unknown = await own.go({ answer: people, file: dying(at, acting) }).then(
        () => undefined,
        (error: unknown) => error,
      );
      const where = `line ${at}`;
      // A journal that died before its first entry was answered holds none, or that one.
      expect([where, isFatal(died) || (at === 1 && !acting)]).toEqual([where, true]);
      const state = await own.go({ answer: people });
      expect([where, keptOf(state)]).toEqual([where, keptOf(wanted.state)]);
      expect([where, exitOf(state)]).toEqual([where, 0]);
      // Kept and destroyed once; changed again at most where it was in doubt, and then alike.
      const { effects } = rig.world;
      for (const effect of wanted.effects) {
        const times = effects.filter((each) => each === effect).length;
        expect([where, effect, times >= 1 && times <= (effect.startsWith('set') ? 2 : 1)]).toEqual([
          where,
          effect,
          true,
        ]);
      }
      expect([where, ofKind(state, 'asked').length, ofKind(state, 'answered').length]).toEqual([where, 2, 2]);

      await own.hold(async ({ durable }, options) => {
        await release({ ...options, by: 'alice', falsePositive: true, acceptDrift: [] });
        const after = stateOf(durable.entries());
        const outcomes = new Set(ofKind(after, 'released').map(({ outcome }) => outcome));
        expect([where, outcomes]).toEqual([where, new Set(['released'])]);
      });
      for (const thing of ['target', 'x', 'guarded'])
        expect([where, await rig.world.get(thing)]).toEqual([where, `old ${thing}`]);
      for (const thing of ['y', 'denied']) expect([where, await rig.world.get(thing)]).toEqual([where, undefined]);
    }
  },
  240_000,
);
