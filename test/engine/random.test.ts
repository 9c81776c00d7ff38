import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exitOf, release, stateOf } from '../../src/engine/index.ts';
import type { Handle } from '../../src/language/refs.ts';
import type { Runbook } from '../../src/language/index.ts';
import { caseOf, ofKind, playbookOf, rigged, verdictIs } from './rig.ts';

const rig = rigged();
interface Leaf {
  readonly is: 'look' | 'keep' | 'set' | 'deny';
  readonly breaks: 'look' | 'find' | 'see' | 'run' | 'ran' | 'verify' | 'never';
  readonly was: boolean;
  readonly needs: boolean;
}
type Tree = Leaf | { readonly is: 'together' | 'each' | 'when'; readonly inside: readonly Tree[] };

const { tree } = fc.letrec<{ tree: Tree; leaf: Leaf; branch: Tree }>((tie) => ({
  leaf: fc.record({
    is: fc.constantFrom('look', 'keep', 'set', 'deny'),
    breaks: fc.constantFrom('never', 'never', 'never', 'look', 'find', 'see', 'run', 'ran', 'verify'),
    was: fc.boolean(),
    needs: fc.boolean(),
  }),
  branch: fc.record({
    is: fc.constantFrom('together', 'each', 'when'),
    inside: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
  }),
  tree: fc.oneof({ maxDepth: 2 }, tie('leaf'), tie('branch')),
}));

/** Builds the plan of a tree; hands back the things that its changes are about, and what stood there before. */
const build = async (trees: readonly Tree[]) => {
  const { world, things } = rig;
  const before = new Map<string, string | undefined>();
  const puts: Promise<void>[] = [];
  let number = 0;
  const leaf = (runbook: Runbook, one: Leaf, name: string, last: Handle | undefined): Handle => {
    if (one.is === 'set' || one.is === 'deny') {
      before.set(name, one.was ? `old ${name}` : undefined);
      if (one.was) puts.push(world.put(name, `old ${name}`));
    }
    if (one.breaks !== 'never')
      world.at(one.breaks, name, () => {
        throw new Error(`${one.breaks} ${name} is broken`);
      });
    const action = { look: things.look, keep: things.make, set: things.set, deny: things.deny }[one.is];
    const terms = one.needs && last ? { needs: [last] } : {};
    return runbook.step(`Do ${name}`, action as typeof things.set, { thing: name }, terms);
  };
  const walk = (runbook: Runbook, own: readonly Tree[], last?: Handle): Handle => {
    let handle = last;
    for (const one of own) {
      number += 1;
      const name = `t${number}`;
      if (!('inside' in one)) handle = leaf(runbook, one, name, handle);
      else if (one.is === 'together') {
        const made = runbook.together(
          Object.fromEntries(one.inside.map((inside, at) => [`b${at}`, () => walk(runbook, [inside])])),
        );
        handle = Object.values(made)[0] ?? handle;
      } else if (one.is === 'each') {
        world.lists.set(name, ['m1']);
        const { names } = runbook.step(`List ${name}`, things.find, { thing: name });
        handle = runbook.each(`each-${name}`, names, () => walk(runbook, one.inside) as never);
      } else {
        const read = runbook.step(`See ${name}`, things.look, { thing: name });
        handle = runbook.when(`when-${name}`, read.isThere.is(false), () => walk(runbook, one.inside) as never);
      }
    }
    return handle ?? runbook.step(`Nothing ${(number += 1)}`, things.look, { thing: 'nothing' });
  };
  const own = await caseOf(
    rig,
    playbookOf((_, runbook) => void walk(runbook, trees)),
  );
  await Promise.all(puts);
  return { own, before };
};
const breaksOf = (trees: readonly Tree[]): boolean =>
  trees.some((one) => ('inside' in one ? breaksOf(one.inside) : one.breaks !== 'never'));

test('contained is said only where the world is; mended and resumed it is; released, all is as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(tree, { minLength: 1, maxLength: 4 }), async (trees) => {
      rig.world.mend();
      const { own, before } = await build(trees);
      const first = await own.go();
      const held = await Promise.all([...before.keys()].map(async (name) => (await rig.world.get(name)) === 'ours'));
      const isContained = before.size > 0 && held.every(Boolean);
      expect(verdictIs(first) !== 'contained' || isContained).toBe(true);
      expect(breaksOf(trees) || before.size === 0 || verdictIs(first) === 'contained').toBe(true);
      expect(exitOf(first) === 0 && !isContained).toBe(false);

      for (const name of Array.from({ length: 60 }, (_, at) => `t${at}`))
        for (const moment of ['look', 'find', 'see', 'run', 'ran', 'verify'] as const)
          rig.world.at(moment, name, () => undefined);
      const again = await own.go();
      const unread = again.steps.some((step) => step.proof?.is === 'unproven');
      expect(unread || before.size === 0 ? 'contained' : verdictIs(again)).toBe('contained');
      // Nothing that had ended was begun again.
      const keys = ofKind(again, 'ended').map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);

      await own.hold(async ({ durable }, options) => {
        await release({ ...options, by: 'alice', falsePositive: true, acceptDrift: [] });
        const outcomes = ofKind(stateOf(durable.entries()), 'released').map(({ outcome }) => outcome);
        expect(outcomes.every((outcome) => outcome === 'released' || outcome === 'gone')).toBe(true);
      });
      for (const [name, value] of before) expect([name, await rig.world.get(name)]).toEqual([name, value]);
    }),
    { numRuns: 40, interruptAfterTimeLimit: 40_000 },
  );
});
