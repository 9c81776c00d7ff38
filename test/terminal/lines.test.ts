import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { inert } from '../../src/redact/index.ts';
import { cut, hang, pad, wrap } from '../../src/terminal/lines.ts';
import { widthOf } from '../../src/terminal/width.ts';

const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.lorem()).map(inert);
const columns = fc.integer({ min: 2, max: 100 });

test('no wrapped line is wider than it may be, and nothing is lost', () => {
  fc.assert(
    fc.property(anything, columns, (text, width) => {
      const lines = wrap(text, width);
      expect(lines.every((line) => widthOf(line) <= width)).toBe(true);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});
test('a hanging text stays in its columns', () => {
  fc.assert(
    fc.property(anything, fc.integer({ min: 20, max: 100 }), (text, width) => {
      const lines = hang('  Head', text, width, 12);
      expect(lines.every((line) => widthOf(line) <= width)).toBe(true);
    }),
  );
});
test('a cut text fits, and says that it was cut', () => {
  fc.assert(
    fc.property(anything, columns, (text, width) => {
      const shown = cut(text, width);
      expect(widthOf(shown)).toBeLessThanOrEqual(width);
      expect(shown === text || shown.endsWith('…')).toBe(true);
    }),
  );
});
test.each([
  ['abc', 3],
  ['日本', 4],
  ['e\u0301', 1],
  ['✔ ok', 4],
  ['🚨', 2],
  ['\u001B[31mred\u001B[39m', 3],
])('%j takes %i columns', (text, width) => {
  expect(widthOf(text)).toBe(width);
  expect(widthOf(pad(text, 9))).toBe(9);
});
