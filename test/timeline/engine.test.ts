import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { documentOf, PAYLOADS } from './hostile.ts';

/** As eager as it can be set: HTML is let through, addresses become links, typography is mended. */
const engine = new MarkdownIt({ html: true, linkify: true, typographer: true, breaks: true });
/** The elements of a page; code within a line is text. */
const shapeOf = (markdown: string): readonly string[] =>
  (engine.render(markdown).match(/<\/?[a-z!?][^>]*>/gi) ?? []).filter((element) => !/^<\/?code>/.test(element));
const plain = shapeOf(documentOf('plainword'));

test('the document’s own tables are read as tables', () => {
  expect(plain.filter((element) => element === '<table>').length).toBeGreaterThan(8);
  expect(plain.filter((element) => /^<(?:a|img)\b/.test(element))).toEqual([]);
});

test.each(PAYLOADS)('a reader makes the same elements of it, and no link: %j', (payload) => {
  expect(shapeOf(documentOf(payload))).toEqual(plain);
});
