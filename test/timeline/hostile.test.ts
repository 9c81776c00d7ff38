import { expect, test } from 'vitest';
import { documentOf, PAYLOADS } from './hostile.ts';

const lines = (document: string): readonly string[] => document.split('\n');
/** As a reader takes them, from the left: a backslash and a mark, or a piece of code. */
const ESCAPE_OR_CODE = /\\[!-/:-@[-`{-~]|`[^`|\n]+`/g;
/** What a line is made of: its text gone, its markup left. Escapes and code are text. */
const markupOf = (line: string): string =>
  line.replace(ESCAPE_OR_CODE, '').replace(/[\p{L}\p{N}\p{M}\p{So}\s,;:.?()“”’'–—…→·+−/-]/gu, '');
const openingOf = (line: string): string =>
  /^(?:#{1,6} |\| |> |- |---$)/.exec(line)?.[0] ??
  (/^(?:\s{4}|[-+*=~`<#>|]|\d+[.)])/.test(line) ? line.slice(0, 8) : '');
const skeletonOf = (document: string): readonly string[] =>
  lines(document).map((line) => `${openingOf(line)}·${markupOf(line)}`);
const plain = documentOf('plainword');
const skeleton = skeletonOf(plain);

test('the texts that are poisoned do stand in the document, in every section', () => {
  const sections = plain.split(/^## /m).slice(1);
  const without = sections.filter((section) => !section.includes('plainword')).map((section) => section.split('\n')[0]);
  expect(without).toEqual(['Times against deadlines']);
  expect(plain.match(/plainword/g)?.length).toBeGreaterThan(120);
  expect(PAYLOADS.length).toBeGreaterThanOrEqual(50);
});

test.each(PAYLOADS)('no text from outside changes the document’s structure: %j', (payload) => {
  expect(skeletonOf(documentOf(payload))).toEqual(skeleton);
});

test.each(PAYLOADS)('nothing that can’t be seen comes through: %j', (payload) => {
  expect(documentOf(payload).replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
});

test.each(PAYLOADS)('no address stands where a reader could make a link of it: %j', (payload) => {
  const text = documentOf(payload).replace(ESCAPE_OR_CODE, '␣');
  expect(text).not.toMatch(/:\/\/|www\.|evil\.example|@|</);
});

test('a very long text is cut, and its length is said', () => {
  expect(documentOf('x'.repeat(5_000))).toContain('… (5000 characters)');
  expect(documentOf('x'.repeat(100_000)).length).toBeLessThan(200_000);
});

test.each(['', ' ', ...PAYLOADS])('every row of a table has as many cells as its head: %j', (payload) => {
  const rows = lines(documentOf(payload)).map((line) => line.replace(ESCAPE_OR_CODE, '').match(/\|/g)?.length ?? 0);
  const uneven = rows.filter((cells, index) => cells > 0 && (rows[index - 1] ?? 0) > 0 && cells !== rows[index - 1]);
  expect(uneven).toEqual([]);
});
