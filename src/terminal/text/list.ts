import { inert } from '../../redact/index.ts';
import { hang, textOf } from '../lines.ts';
import { type Look, PLAIN } from '../paint.ts';
import { widthOf } from '../width.ts';

/** What a list of playbooks shows of each. */
export interface PlaybookRow {
  readonly id: string;
  readonly title: string;
  readonly useWhen: string;
}
/** The playbooks, with when to use each. */
export const renderPlaybooks = (playbooks: readonly PlaybookRow[], look: Look = PLAIN): string => {
  const width = Math.max(0, ...playbooks.map(({ id }) => widthOf(id))) + 2;
  return textOf(playbooks.flatMap(({ id, useWhen }) => hang(inert(id), inert(useWhen), look.columns, width)));
};
