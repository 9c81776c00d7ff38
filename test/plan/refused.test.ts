import { describe, expect, test } from 'vitest';
import { type AnyPlaybook, minutes, type Runbook, seconds } from '../../src/language/index.ts';
import { planOf } from '../../src/plan/index.ts';
import { book, look, set, within } from './book.ts';

describe('a playbook is refused', () => {
  const refusals: readonly (readonly [why: string, steps: (runbook: Runbook) => void, message: string])[] = [
    [
      'two steps of one name',
      ({ step }) => [step('Look', look, { thing: 'a' }), step('Look!', look, { thing: 'a' })],
      'two steps are called “look”',
    ],
    [
      'a step and a fan-out of one name',
      ({ step, each }) => each('look', step('Look', look, { thing: 'a' }).names, () => step('X', look, { thing: 'x' })),
      'two steps are called “look”',
    ],
    [
      'two approvals of one name',
      ({ approval, step }) => {
        for (const at of [1, 2]) {
          const gate = approval('go', { question: 'Go?', within, onTimeout: 'hold' });
          step(`Behind ${at}`, set, { thing: 'a' }, { behind: gate });
        }
      },
      'two steps are called “gate:go”',
    ],
    ['a title that makes no id', ({ step }) => step('???', look, { thing: 'a' }), '???: “” is not an id'],
    [
      'an id with what keys are made of',
      ({ byHand }) => byHand('a[b]', { instruction: 'x', proof: {}, within }),
      'a[b]: “a[b]” is not an id',
    ],
    [
      'a step with the name of what is asked',
      ({ step }) => step('Asks', look, { thing: 'a' }),
      'Asks: “asks” is what is asked at the start',
    ],
    [
      'an action that is not in the index',
      ({ step }) => step('Look', { ...look, id: '' }, { thing: 'a' }),
      '“Look”: its action is not in the index',
    ],
    [
      'an approval for nothing',
      ({ approval }) => approval('go', { question: 'Go?', within, onTimeout: 'hold' }),
      'nothing stands behind the approval “go”: its answer would change nothing',
    ],
    [
      'a step of more than a minute',
      ({ step }) => step('Look', look, { thing: 'a' }, { atMost: minutes(2) }),
      '“look”: a step has more than 0 and at most 60 s',
    ],
    [
      'a step that has no time when it burns',
      ({ step }) => step('Look', look, { thing: 'a' }, { atMost: { critical: seconds(0), otherwise: seconds(10) } }),
      '“look”: a step has more than 0 and at most 60 s',
    ],
    [
      'a phase that begins inside of a step',
      ({ together, phase }) => together({ a: () => phase('revoke') }),
      'phase revoke begins inside of another step',
    ],
    [
      'a phase that goes back',
      ({ phase }) => [phase('assess'), phase('revoke')],
      'phase revoke comes after assess, and goes before it',
    ],
  ];
  test.each(refusals)('for %s', (_, steps, message) => {
    expect(() => planOf(book(steps))).toThrow(
      expect.objectContaining({ name: 'BadPlaybook', message: `playbook test: ${message}` }),
    );
  });
  test('for a circle of playbooks', () => {
    const a: AnyPlaybook = book(({ follow }) => void follow(b as never, { target: 'x' }), 'a');
    const b: AnyPlaybook = book(({ follow }) => void follow(a as never, { target: 'x' }), 'b');
    expect(() => planOf(a)).toThrow('playbook a: it follows a, which leads back to it');
  });
  test('where it follows one playbook twice', () => {
    const child = book(({ step }) => void step('Look', look, { thing: 'a' }), 'child');
    const twice = book(({ follow }) => {
      follow(child as never, { target: 'x' });
      follow(child as never, { target: 'y' });
    });
    expect(() => planOf(twice)).toThrow('two steps are called “child”');
  });
  test('where it uses a reference as a value, with what is wrong', () => {
    const misuse = book(({ step }) => {
      const { one } = step('First', look, { thing: 'a' });
      step('Look', look, { thing: `it is ${one as unknown as string}` });
    });
    expect(() => planOf(misuse)).toThrow('first.one has no value until the playbook runs');
  });
});
