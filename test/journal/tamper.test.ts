import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Damage } from '../../src/journal/index.ts';
import { openJournal, readJournal } from '../../src/journal/index.ts';
import { readBytesOf } from '../../src/journal/read.ts';
import { journalOf, linesIn } from './fixtures.ts';

const damageOf = (lines: readonly Buffer[]): Damage | undefined => readBytesOf(Buffer.concat(lines)).damage;

test('every single flipped bit is detected, without a head kept elsewhere, and its place named', async () => {
  const { bytes } = await journalOf(6);
  const lines = linesIn(bytes);
  const seqAt = Array.from(bytes, () => 0);
  let from = 0;
  for (const [at, line] of lines.entries()) {
    seqAt.fill(at + 1, from, from + line.length);
    from += line.length;
  }
  const undetected: number[] = [];
  const misplaced: string[] = [];
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const { damage, entries } = readBytesOf(changed);
    const seq = seqAt[bit >> 3] ?? 0;
    if (!damage) undetected.push(bit);
    else if (damage.seq !== seq || entries.length >= seq) misplaced.push(`bit ${bit}: ${damage.kind} at ${damage.seq}`);
    // An entry that was recorded is never taken for a write that was cut short.
    else if (damage.mendable) misplaced.push(`bit ${bit}: taken for ${damage.kind}`);
  }
  expect({ undetected, misplaced }).toEqual({ undetected: [], misplaced: [] });
});

test.for<[string, (lines: Buffer[]) => readonly Buffer[], Partial<Damage>]>([
  ['a line taken out', (lines) => lines.toSpliced(2, 1), { kind: 'missing', seq: 3, mendable: false }],
  ['several lines taken out', (lines) => lines.toSpliced(1, 3), { kind: 'missing', seq: 2, mendable: false }],
  ['the first line taken out', (lines) => lines.slice(1), { kind: 'missing', seq: 1, mendable: false }],
  ['two lines swapped', ([a, b, c, d, ...rest]) => [a, c, b, d, ...rest] as Buffer[], { kind: 'reordered', seq: 2 }],
  ['the last line first', (lines) => [lines.at(-1) as Buffer, ...lines.slice(0, -1)], { kind: 'reordered', seq: 1 }],
  [
    'a line twice',
    (lines) => lines.toSpliced(2, 0, lines[1] as Buffer),
    { kind: 'duplicated', seq: 3, mendable: false },
  ],
  ['the last block twice', (lines) => [...lines, ...lines.slice(-2)], { kind: 'duplicated', seq: 7, mendable: true }],
])('%s is told apart', async ([, change, expected]) => {
  const { bytes } = await journalOf(6);
  expect(damageOf(change([...linesIn(bytes)]))).toMatchObject(expected);
});

test('an entry of another journal, and one with a new checksum, are found by the chain', async () => {
  const [own, other] = [await journalOf(6), await journalOf(4)];
  const lines = [...linesIn(own.bytes)];
  const foreign = linesIn((await rewritten(other.path, 3)).bytes);
  // Line 3 rewritten with everything that it can prove by itself; line 4 no longer follows from it.
  expect(damageOf(lines.toSpliced(2, 1, foreign[2] as Buffer))).toMatchObject({ kind: 'changed', seq: 3 });
});

test('a rewritten end and a cut end are told apart by a head that was kept', async () => {
  const { path, bytes } = await journalOf(6);
  const { head } = await readJournal(path);
  expect((await readJournal(path, head)).damage).toBeUndefined();
  const early = { seq: 4, sha256: readBytesOf(Buffer.concat(linesIn(bytes).slice(0, 4))).head.sha256 };
  expect((await readJournal(path, early)).damage).toBeUndefined();

  await writeFile(path, Buffer.concat(linesIn(bytes).slice(0, 4)));
  expect((await readJournal(path)).damage, 'nothing can be said without a head').toBeUndefined();
  expect((await readJournal(path, head)).damage).toMatchObject({ kind: 'truncated', seq: 5 });

  await writeFile(path, bytes);
  await rewritten(path, 4);
  expect((await readJournal(path)).damage, 'whole in itself').toBeUndefined();
  expect((await readJournal(path, head)).damage).toMatchObject({ kind: 'rewritten-tail', seq: 6 });
});

test('a damaged journal is never opened for writing, and not touched', async () => {
  const { path, bytes } = await journalOf(6);
  const lines = [...linesIn(bytes)];
  const broken = Buffer.concat(lines.toSpliced(2, 1));
  await writeFile(path, broken);
  expect(await openJournal({ path, salt: '' })).toMatchObject({ ok: false, damage: { kind: 'missing', seq: 3 } });
  expect(await readFile(path)).toEqual(broken);
});

test('no journal and an unreadable one are damage, not a throw', async () => {
  const { path } = await journalOf(1);
  expect(await readJournal(`${path}.not-there`)).toMatchObject({ entries: [], damage: { kind: 'absent' } });
  expect(await readJournal(`${path}/..`)).toMatchObject({ entries: [], damage: { kind: 'unreadable' } });
});

/** The journal with all entries from `seq` on written again by somebody who can: chain and checksums hold. */
const rewritten = async (path: string, seq: number): Promise<{ readonly bytes: Buffer }> => {
  const { entries } = await readJournal(path);
  await writeFile(path, Buffer.concat(linesIn(await readFile(path)).slice(0, seq - 1)));
  const journal = await openJournal({ path, salt: '' });
  if (!journal.ok) throw new Error(journal.damage.says);
  for (const entry of entries.slice(seq - 1))
    await journal.writer.append({ is: 'noted', text: `never said ${entry.seq}`, by: 'mallory' });
  await journal.writer.close();
  return { bytes: await readFile(path) };
};
