import { expect, test } from 'vitest';
import { parseTime } from '../../src/terminal/index.ts';

const NOW = new Date('2026-11-20T08:12:00Z');
test.each([
  ['now', '2026-11-20T08:12:00.000Z'],
  ['3h ago', '2026-11-20T05:12:00.000Z'],
  ['90 min ago', '2026-11-20T06:42:00.000Z'],
  ['2d', '2026-11-18T08:12:00.000Z'],
  ['08:00', '2026-11-20T08:00:00.000Z'],
  ['8:00:30', '2026-11-20T08:00:30.000Z'],
  ['08:00 UTC', '2026-11-20T08:00:00.000Z'],
  // The last one that has passed.
  ['23:50', '2026-11-19T23:50:00.000Z'],
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20T07:30', '2026-11-20T07:30:00.000Z'],
  ['2026-11-20 07:30:10', '2026-11-20T07:30:10.000Z'],
  ['2026-11-20T08:30:00+01:00', '2026-11-20T07:30:00.000Z'],
])('%s is %s', (text, at) => {
  const checked = parseTime(text, NOW);
  expect(checked.ok && checked.value.toISOString()).toBe(at);
});
test.each([
  '',
  'yesterday',
  '1',
  '25:00',
  '08:61',
  '2026-13-01',
  '2027-01-01',
  '-3h ago',
  'h ago',
  '3 parsecs ago',
  '\u001B[2J',
])('%j is refused, with how to write it', (text) => {
  const checked = parseTime(text, NOW);
  expect(checked.ok).toBe(false);
  expect(!checked.ok && checked.because).toMatch(/write it as 08:00, 3h ago/);
  expect(!checked.ok && checked.because).not.toContain('\u001B');
});
test('a clock that is a little ahead is no future', () => {
  expect(parseTime('2026-11-20T08:12:30Z', NOW).ok).toBe(true);
  expect(parseTime('08:12:30', NOW)).toEqual({ ok: true, value: new Date('2026-11-20T08:12:30Z') });
});
