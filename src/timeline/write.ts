import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CaseState } from '../engine/index.ts';
import { readKept } from './files.ts';
import { timelineOf } from './fold.ts';
import { renderMarkdown } from './markdown/render.ts';
import type { Written } from './timeline.ts';

/** The document that was written: its path and the SHA-256 of its bytes. */
export interface WrittenTimeline {
  readonly file: string;
  readonly sha256: string;
}
/** Writes the timeline into the case's folder, whole or not at all, readable by its owner alone. Throws where the disk does not let it. */
export const writeTimeline = async (folder: string, state: CaseState, written: Written): Promise<WrittenTimeline> => {
  const markdown = renderMarkdown(timelineOf(state, await readKept(folder, state), written));
  const { default: writeFileAtomic } = await import('write-file-atomic');
  const file = join(folder, 'timeline.md');
  await writeFileAtomic(file, markdown, { mode: 0o600 });
  return { file, sha256: createHash('sha256').update(markdown).digest('hex') };
};
