import { describe, expect, test } from 'vitest';
import { playbooks } from '../../playbooks/index.ts';
import { type Runbook, seconds } from '../../src/language/index.ts';
import { hashOf, planOf, walk } from '../../src/plan/index.ts';
import { book, look, set, thing, within } from './book.ts';

describe('a plan', () => {
  test.each(playbooks.map((playbook) => [playbook.id, playbook] as const))(
    '%s is plain JSON, and the same each time',
    (_, playbook) => {
      const plan = planOf(playbook);
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      expect(JSON.stringify(planOf(playbook))).toBe(JSON.stringify(plan));
      expect(hashOf(planOf(playbook))).toBe(hashOf(plan));
    },
  );

  test('says everything that the playbook says', () => {
    const plan = planOf(
      book(({ phase, step, approval, byHand, each, together, when }) => {
        phase('revoke');
        const read = step('Look at it', look, { thing: 'a' }, { optional: true, atMost: seconds(5) });
        const gate = approval('go', { question: 'Go?', shows: [read.one], within, onTimeout: 'stop' });
        const all = each('all', read.nics, (one) => step('Set each', set, { thing: one.id }), {
          atOnce: 3,
          mayBeEmpty: 'why',
        });
        together({ a: () => step('A', look, { thing: 'a' }), b: () => undefined });
        when('there', read.one.is('x'), () => step('Inside', set, { thing: 'x' }, { behind: gate, needs: [all] }));
        byHand(
          'show',
          { instruction: 'Show', proof: { seen: thing }, shows: [read.one], within, proves: all },
          { needs: [read], behind: gate },
        );
      }),
    );
    expect(plan).toEqual({
      playbook: 'test',
      title: 'Test',
      target: 'target',
      asks: { target: 'text' },
      actions: {
        'test.look': {
          id: 'test.look',
          kind: 'looks',
          title: 'Look',
          calls: ['ec2:DescribeInstances'],
          releaseCalls: [],
          input: { thing: 'text' },
          output: {
            names: 'list of text',
            nics: 'list of { id: text; groups: list of text }',
            main: '{ id: text; groups: list of text }',
            one: 'text',
          },
        },
        'test.set': {
          id: 'test.set',
          kind: 'changes',
          title: 'Set',
          noun: 'network',
          state: { value: 'text' },
          calls: ['ec2:DescribeInstances', 'ec2:CreateSnapshot'],
          releaseCalls: [],
          input: { thing: 'text' },
          output: { set: 'list of text' },
        },
      },
      nodes: [
        {
          kind: 'step',
          id: 'look-at-it',
          title: 'Look at it',
          phase: 'revoke',
          action: 'test.look',
          does: 'looks',
          values: { thing: 'a' },
          needs: [],
          atMost: { seconds: 5 },
          optional: true,
        },
        {
          kind: 'approval',
          id: 'go',
          phase: 'revoke',
          question: 'Go?',
          shows: ['look-at-it.one'],
          seconds: 60,
          onTimeout: 'stop',
        },
        {
          kind: 'each',
          id: 'all',
          phase: 'revoke',
          over: 'look-at-it.nics',
          key: 'id',
          atOnce: 3,
          mayBeEmpty: 'why',
          body: [
            {
              kind: 'step',
              id: 'set-each',
              title: 'Set each',
              phase: 'revoke',
              action: 'test.set',
              does: 'changes',
              values: { thing: { $ref: 'all.item.id' } },
              needs: [],
              atMost: { seconds: 60 },
              optional: false,
            },
          ],
        },
        { kind: 'together', branches: { a: [expect.objectContaining({ id: 'a' })], b: [] } },
        {
          kind: 'when',
          id: 'there',
          phase: 'revoke',
          condition: { ref: 'look-at-it.one', is: 'x' },
          body: [expect.objectContaining({ id: 'inside', behind: 'go', needs: ['all'] })],
        },
        {
          kind: 'by-hand',
          id: 'show',
          phase: 'revoke',
          instruction: 'Show',
          proof: { seen: 'Thing' },
          seconds: 60,
          shows: ['look-at-it.one'],
          needs: ['look-at-it'],
          behind: 'go',
          proves: 'all',
        },
      ],
    });
  });

  const eachOver = (over: (runbook: Runbook) => never): readonly unknown[] =>
    [
      ...walk(
        planOf(
          book(
            (runbook) =>
              void runbook.each('all', over(runbook), (one) => runbook.step('Set', set, { thing: one as never })),
          ),
        ).nodes,
      ),
    ].filter((node) => node.kind === 'each' && node.id === 'all');
  test('names a fan-out’s members by the key of what it goes over, also where that was gathered', () => {
    expect(eachOver(({ step }) => step('Look', look, { thing: 'a' }).nics as never)).toMatchObject([{ key: 'id' }]);
    expect(eachOver(({ step }) => step('Look', look, { thing: 'a' }).nics.orSkip as never)).toMatchObject([
      { key: 'id' },
    ]);
    expect(eachOver(({ step }) => step('Look', look, { thing: 'a' }).names as never)[0]).not.toHaveProperty('key');
    const once = (runbook: Runbook) => {
      const read = runbook.step('Look', look, { thing: 'a' });
      return runbook.each('nics', read.nics, (one) => runbook.step('Look at one', look, { thing: one.id }));
    };
    const inside = (runbook: Runbook) => {
      const read = runbook.step('Look', look, { thing: 'a' });
      return runbook.each('nics', read.nics, (one) =>
        runbook.each('groups', one.groups, (group) => runbook.step('Look at one', look, { thing: group })),
      );
    };
    expect(eachOver((runbook) => inside(runbook).names as never)[0]).toMatchObject({
      over: 'nics.*.groups.*.look-at-one.names',
    });
    // A list of lists of records: nothing names a list.
    expect(eachOver((runbook) => once(runbook).nics as never)[0]).toMatchObject({ over: 'nics.*.look-at-one.nics' });
    const twice = (runbook: Runbook) => {
      const read = runbook.step('Look', look, { thing: 'a' });
      return runbook.each('outer', read.names, (name) => {
        const own = runbook.step('Look inside', look, { thing: name });
        return runbook.each('inner', own.nics, (one) => runbook.step('Look at one', look, { thing: one.id }));
      });
    };
    expect(eachOver((runbook) => once(runbook).main as never)).toMatchObject([{ key: 'id' }]);
    expect(eachOver((runbook) => twice(runbook).main as never)[0]).not.toHaveProperty('key');
  });

  test('holds another playbook under its id, as often as it is asked for once', () => {
    const child = book(({ phase, step }) => {
      phase('isolate');
      step('Look', look, { thing: 'a' });
    }, 'child');
    const plan = planOf(
      book(({ phase, step, follow }) => {
        phase('assess');
        const first = step('Look', look, { thing: 'a' });
        follow(child as never, { target: 'x' }, { needs: [first] });
      }),
    );
    expect(plan.nodes[1]).toMatchObject({
      kind: 'follow',
      id: 'child',
      phase: 'assess',
      needs: ['look'],
      values: { target: 'x' },
      body: [{ id: 'child/look', phase: 'isolate' }],
    });
  });
});
