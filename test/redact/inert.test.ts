import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { inert, inertMarkdown } from '../../src/redact/index.ts';

test.for([
  ['\u001b[31mred\u001b[0m', String.raw`\e[31mred\e[0m`],
  ['\u001b]8;;https://evil\u0007link\u001b]8;;\u0007', String.raw`\e]8;;https://evil\x07link\e]8;;\x07`],
  ['\u009b31m', String.raw`\x9b31m`],
  ['two\r\nlines\tand\u0085more\u2028still', String.raw`two\r\nlines\tand\x85more\u2028still`],
  ['file\u202egpj.exe', String.raw`file\u202egpj.exe`],
  ['in\u200bvis\u2060ible\ufeff', String.raw`in\u200bvis\u2060ible\ufeff`],
  ['tag\u{e0041}', String.raw`tag\u{e0041}`],
  ['\ud800 alone', String.raw`\ud800 alone`],
  ['a\u00a0b\u3000c\u3164d', String.raw`a\xa0b\u3000c\u3164d`],
  ['Zoë 東京 – “ok” ✔ 🙂', 'Zoë 東京 – “ok” ✔ 🙂'],
])('%j is shown as %j', ([text, shown]) => {
  expect(inert(text as string)).toBe(shown);
});

test('whatever comes in, one line of seen characters comes out, and it stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = inert(text);
      expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      expect(inert(shown)).toBe(shown);
      expect(inertMarkdown(text)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 5000 },
  );
});

test('in Markdown every mark of punctuation is plain', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab1 \\`*_{}[]()<>#+-.!|~&:/@=^$"\''.split('')) }), (text) => {
      const made = inertMarkdown(text);
      // An escaped mark, code of only @, or a plain character: nothing else.
      expect(made).toMatch(/^(?:\\[!-/:-?[-`{-~]|`@+`|[ab1 ])*$/);
    }),
    { numRuns: 5000 },
  );
  expect(inertMarkdown('[a](http://x.y) <b> alice@example.com | 1. `c`\n# d')).toBe(
    '\\[a\\]\\(http\\:\\/\\/x\\.y\\) \\<b\\> alice`@`example\\.com \\| 1\\. \\`c\\`\\\\n\\# d',
  );
});
