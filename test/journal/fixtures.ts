import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Fact, type JournalWriter, openJournal, type OpenOptions } from '../../src/journal/index.ts';

/** A folder that goes with the test. */
export const tempFolder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'ir-test-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
};
export const note = (text: string): Fact => ({ is: 'noted', text, by: 'alice' });

export const opened = async (
  path: string,
  options: Partial<OpenOptions> = {},
): Promise<Extract<Awaited<ReturnType<typeof openJournal>>, { ok: true }>> => {
  const journal = await openJournal({ path, salt: 'salt', ...options });
  if (!journal.ok) throw new Error(journal.damage.says);
  return journal;
};
export const writerOf = async (path: string, options: Partial<OpenOptions> = {}): Promise<JournalWriter> =>
  (await opened(path, options)).writer;

/** A journal of so many entries, and its bytes. */
export const journalOf = async (count: number): Promise<{ readonly path: string; readonly bytes: Buffer }> => {
  const path = join(await tempFolder(), 'journal.jsonl');
  const writer = await writerOf(path, { now: () => new Date('2026-11-20T08:12:00.000Z') });
  for (let n = 1; n <= count; n += 1) await writer.append(note(`entry number ${n}, an arrow → and an escape \u001b`));
  await writer.close();
  return { path, bytes: await readFile(path) };
};
/** Its lines, each with its newline. */
export const linesIn = (bytes: Buffer): readonly Buffer[] => {
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(0x0a, from) + 1 || bytes.length;
    lines.push(bytes.subarray(from, end));
    from = end;
  }
  return lines;
};
