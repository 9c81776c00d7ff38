import { describe, expect, test } from 'vitest';
import type { Action } from '../../src/language/index.ts';
import { differing, hashOf, type Plan, planOf } from '../../src/plan/index.ts';
import { book, set, setWith, within } from './book.ts';

describe('what differs between two plans', () => {
  const plan = (
    action: Action<'changes', typeof set.input, typeof set.output> = set,
    question = 'Go?',
    order = ['a', 'b'],
    inside = false,
  ): Plan =>
    planOf(
      book(({ step, approval, together }) => {
        const gate = approval('go', { question, within, onTimeout: 'hold' });
        const steps = () => {
          for (const name of order) step(`Set ${name}`, action, { thing: name }, { behind: gate });
        };
        if (inside) together({ all: steps });
        else steps();
      }),
    );
  test('nothing, where nothing does', () => {
    expect(differing(plan(), plan())).toEqual([]);
  });
  test('the steps whose action has changed, in what it declares and what it saves', () => {
    const other = [setWith({ noun: 'credentials' }), setWith({ state: 'new' })];
    for (const action of other) {
      expect(hashOf(plan(action))).not.toBe(hashOf(plan()));
      expect(differing(plan(), plan(action))).toEqual(['set-a', 'set-b']);
    }
  });
  test('an approval, a step that is gone or new, one that stands elsewhere, and the order alone', () => {
    expect(differing(plan(), plan(set, 'Really?'))).toEqual(['gate:go']);
    expect(differing(plan(), plan(set, 'Go?', ['a']))).toEqual(['set-b']);
    expect(differing(plan(set, 'Go?', ['a']), plan())).toEqual(['set-b']);
    expect(differing(plan(), plan(set, 'Go?', ['a', 'b'], true))).toEqual(['set-a', 'set-b']);
    expect(differing(plan(), plan(set, 'Go?', ['b', 'a']))).toEqual(['set-a']);
    for (const other of [plan(set, 'Really?'), plan(set, 'Go?', ['b', 'a'])])
      expect(hashOf(other)).not.toBe(hashOf(plan()));
  });
});
