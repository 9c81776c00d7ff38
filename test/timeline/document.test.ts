import { expect, test } from 'vitest';
import { renderMarkdown, timelineOf } from '../../src/timeline/index.ts';
import { caseOf, WRITTEN } from './journal.ts';
import { whole, wholeFiles } from './whole.ts';

test('a case in which one thing of each kind happened reads as its golden document, and does so again', async () => {
  const state = caseOf(whole());
  const document = renderMarkdown(timelineOf(state, wholeFiles(state), WRITTEN));
  expect(renderMarkdown(timelineOf(state, wholeFiles(state), WRITTEN))).toBe(document);
  await expect(document).toMatchFileSnapshot('golden/whole.md');
});
