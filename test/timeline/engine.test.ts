import { expect, test } from 'vitest';
import { documentOf, PAYLOADS } from './hostile.ts';

interface MarkdownIt {
  readonly render: (markdown: string) => string;
}
type Engine = new (options: object) => MarkdownIt;
/** As eager as it can be set: HTML is let through, addresses become links, typography is mended. */
const markdownIt = async (): Promise<MarkdownIt | undefined> => {
  const name = 'markdown-it';
  const found = await import(name).catch(() => undefined);
  if (found === undefined) return undefined;
  const { default: Engine } = found as { readonly default: Engine };
  return new Engine({ html: true, linkify: true, typographer: true, breaks: true });
};
const engine = await markdownIt();
/** The elements of a page; code within a line is text. */
const shapeOf = (html: string): readonly string[] =>
  (html.match(/<\/?[a-z!?][^>]*>/gi) ?? []).filter((element) => !/^<\/?code>/.test(element));

test.skipIf(engine === undefined).each(PAYLOADS)(
  'a reader makes the same elements of it, and no link: %j',
  (payload) => {
    const plain = shapeOf(engine?.render(documentOf('plainword')) ?? '');
    const shape = shapeOf(engine?.render(documentOf(payload)) ?? '');
    expect(plain.filter((element) => element === '<table>').length).toBeGreaterThan(8);
    expect(shape).toEqual(plain);
  },
);
