import { expect, test } from 'vitest';
import { questions } from '../../src/case/questions.ts';
import type { Entry } from '../../src/journal/index.ts';

const at = (minute: number): string => `2026-11-20T08:${String(minute).padStart(2, '0')}:00.000Z`;
const asked = (seq: number, gate: string, nonce: string, from: number): Entry => ({
  seq,
  at: at(from),
  is: 'asked',
  gate,
  nonce,
  shows: {},
  until: at(from + 10),
});
const letter = (gate: string, minute: number, nonce?: string) =>
  ({
    is: 'answer',
    gate,
    answer: 'approved',
    by: 'bob',
    at: at(minute),
    ...(nonce === undefined ? {} : { nonce }),
  }) as const;

test('an answer counts only for the question that is asked now, and in its time', () => {
  const known = questions();
  expect(known.questionOf(letter('gate:terminate', 1))).toBe('nobody has asked it');
  known.take(asked(1, 'gate:terminate', 'n1', 10));
  const answers: readonly [string, number, string | undefined, string][] = [
    // Left before the question was asked, taken in after it: it was for another one, or for none.
    ['gate:terminate', 9, undefined, 'it was given before the question was asked'],
    ['gate:terminate', 10, undefined, 'n1'],
    ['terminate', 12, undefined, 'n1'],
    ['terminate', 12, 'n1', 'n1'],
    ['terminate', 12, 'n0', 'it is the answer to another question'],
    ['terminate', 20, 'n1', 'n1'],
    ['terminate', 21, 'n1', 'it came too late'],
    ['other', 12, 'n1', 'nobody has asked it'],
  ];
  for (const [gate, minute, nonce, expected] of answers) {
    const found = known.questionOf(letter(gate, minute, nonce));
    expect(typeof found === 'string' ? found : found.nonce).toBe(expected);
  }
  known.take(asked(2, 'gate:terminate', 'n2', 30));
  expect(known.questionOf(letter('terminate', 31, 'n1'))).toBe('it has been asked again since');
  known.take({
    seq: 3,
    at: at(32),
    is: 'answered',
    gate: 'gate:terminate',
    nonce: 'n2',
    answer: 'denied',
    by: 'bob',
    how: 'typed',
  });
  expect(known.questionOf(letter('terminate', 33, 'n2'))).toBe('it is answered already');
});
