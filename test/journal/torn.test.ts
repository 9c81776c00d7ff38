import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { readJournal } from '../../src/journal/index.ts';
import { journalOf, linesIn, note, opened } from './fixtures.ts';

/** Opens for writing, appends one more, and gives back all that is in the folder now. */
const goOn = async (path: string, keep = false) => {
  const journal = await opened(path);
  await journal.writer.append(note('after'));
  await journal.writer.close();
  const { entries, damage } = await readJournal(path);
  expect(damage).toBeUndefined();
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1));
  expect(entries.at(-1)).toMatchObject({ text: 'after' });
  const aside = journal.setAside && (await readFile(journal.setAside.file));
  if (journal.setAside && !keep) await rm(journal.setAside.file);
  return { journal, entries, aside };
};

test('cut at any byte of its last three lines, a journal keeps every whole line, sets the rest aside and goes on', async () => {
  const { path, bytes } = await journalOf(5);
  const lines = linesIn(bytes);
  const from = Buffer.concat(lines.slice(0, 2)).length;
  for (let length = from; length < bytes.length; length += 1) {
    const cut = bytes.subarray(0, length);
    await writeFile(path, cut);
    const whole = linesIn(cut).filter((line, at) => line.length >= (lines[at]?.length ?? 0) - 1).length;
    const tail = cut.subarray(
      linesIn(cut)
        .slice(0, whole)
        .reduce((sum, line) => sum + line.length, 0),
    );
    const { entries, aside } = await goOn(path);
    expect(entries.length, `cut to ${length} bytes`).toBe(whole + 1);
    expect(aside ?? Buffer.alloc(0), `cut to ${length} bytes`).toEqual(Buffer.from(tail));
  }
});

test.for<[string, (lines: readonly Buffer[]) => Buffer]>([
  ['zeros', () => Buffer.alloc(4096)],
  [
    'the beginning of an entry, then zeros',
    ([first = Buffer.alloc(0)]) => Buffer.concat([first.subarray(0, 40), Buffer.alloc(512)]),
  ],
  ['garbage', () => Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * 7919) % 256))],
  ['garbage with line breaks', () => Buffer.from('\u0001\u0002\n\n{"x":\n')],
  ['the last block again', (lines) => Buffer.concat(lines.slice(-2))],
  ['the last block again, cut short', (lines) => Buffer.concat(lines.slice(-2)).subarray(0, -9)],
])('%s behind the last entry is set aside, and nothing recorded is lost', async ([, tail]) => {
  const { path, bytes } = await journalOf(5);
  const behind = tail(linesIn(bytes));
  await writeFile(path, Buffer.concat([bytes, behind]));
  const { entries, aside } = await goOn(path);
  expect(entries).toHaveLength(6);
  expect(aside).toEqual(behind);
});

test('a line that lacks only its newline is kept', async () => {
  const { path, bytes } = await journalOf(3);
  await writeFile(path, bytes.subarray(0, -1));
  expect((await readJournal(path)).entries).toHaveLength(3);
  const { entries, aside } = await goOn(path);
  expect(entries).toHaveLength(4);
  expect(aside).toBeUndefined();
});

test('what is set aside has a name of its own each time, for its owner alone', async () => {
  const { path, bytes } = await journalOf(2);
  for (let n = 1; n <= 3; n += 1) {
    await writeFile(path, Buffer.concat([await readFile(path), Buffer.from(`{"seq":torn ${n}`)]));
    await goOn(path, true);
  }
  const names = (await readdir(dirname(path))).toSorted();
  expect(names).toEqual(['journal.jsonl', 'journal.torn-1', 'journal.torn-2', 'journal.torn-3']);
  expect(await readFile(`${dirname(path)}/journal.torn-2`, 'utf8')).toBe('{"seq":torn 2');
  for (const name of names)
    expect(`${name} ${((await stat(`${dirname(path)}/${name}`)).mode & 0o777).toString(8)}`).toBe(`${name} 600`);
  expect((await readFile(path)).subarray(0, bytes.length)).toEqual(bytes);
});
