import { readFile, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Entry, type JournalFile, openFile, openJournal, readJournal } from '../../src/journal/index.ts';
import { registerSecret } from '../../src/redact/index.ts';
import { note, opened, tempFolder, writerOf } from './fixtures.ts';

const newPath = async (): Promise<string> => join(await tempFolder(), 'journal.jsonl');
const text = (entry: Entry): string => (entry.is === 'noted' ? entry.text : entry.is);

test('each line names the one before it, and what is read back is what was appended', async () => {
  const path = await newPath();
  const writer = await writerOf(path);
  const appended = [
    await writer.append(note('one')),
    await writer.append({ is: 'said', key: 'a', what: 'two' }),
    await writer.append({
      is: 'began',
      key: 'a',
      step: 'a',
      attempt: 1,
      input: { x: [1, null, { y: true }], absent: undefined },
    }),
  ];
  await writer.close();
  const { entries, head, damage } = await readJournal(path);
  expect(damage).toBeUndefined();
  expect(entries).toEqual(appended);
  expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(head).toEqual(writer.head());
  expect((await readFile(path, 'utf8')).split('\n')[0]).toContain(`"prev":"${'0'.repeat(64)}"`);
});

test('a journal goes on where another process left it', async () => {
  const path = await newPath();
  for (const word of ['one', 'two', 'three']) {
    const writer = await writerOf(path);
    await writer.append(note(word));
    await writer.close();
  }
  const { entries, damage } = await readJournal(path);
  expect(damage).toBeUndefined();
  expect(entries.map(text)).toEqual(['one', 'two', 'three']);
});

test('what is told keeps its place before what is appended later, and the time at which it was told', async () => {
  const path = await newPath();
  let ms = 0;
  const writer = await writerOf(path, { now: () => new Date((ms += 1)) });
  writer.tell(note('told 1'));
  const first = writer.append(note('appended 2'));
  writer.tell(note('told 3'));
  await Promise.all([first, writer.append(note('appended 4'))]);
  writer.tell(note('told 5'));
  await writer.close();
  const { entries } = await readJournal(path);
  expect(entries.map(text)).toEqual(['told 1', 'appended 2', 'told 3', 'appended 4', 'told 5']);
  expect(entries.map(({ at }) => Date.parse(at))).toEqual([1, 2, 3, 4, 5]);
});

/** Counts what is done to the file. */
const counted = async (path: string, counts: { writes: number; syncs: number }): Promise<JournalFile> => {
  const file = await openFile(path);
  return {
    ...file,
    write: (bytes) => ((counts.writes += 1), file.write(bytes)),
    datasync: () => ((counts.syncs += 1), file.datasync()),
  };
};

test('many appends at once are one write and one wait for the disk; progress alone waits for none', async () => {
  const counts = { writes: 0, syncs: 0 };
  const writer = await writerOf(await newPath(), { file: (at) => counted(at, counts) });
  await Promise.all(Array.from({ length: 200 }, (_, n) => writer.append(note(`${n}`))));
  expect(counts).toEqual({ writes: 1, syncs: 1 });
  writer.tell(note('progress'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(counts).toEqual({ writes: 2, syncs: 1 });
  await writer.close();
  expect(counts).toEqual({ writes: 2, syncs: 2 });
});

test('an append resolves only when its bytes are on the disk, and its listener was told first', async () => {
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const { writer } = await opened(await newPath(), {
    onEntry: (entry) => void order.push(`entry ${entry.seq}`),
    file: async (path) => {
      const file = await openFile(path);
      return {
        ...file,
        datasync: async () => {
          order.push('sync');
          await gate.promise;
          await file.datasync();
        },
      };
    },
  });
  const done = writer.append(note('x')).then(() => order.push('resolved'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(order).toEqual(['sync']);
  gate.resolve();
  await done;
  expect(order).toEqual(['sync', 'entry 1', 'resolved']);
  await writer.close();
});

test('secrets are gone before anything is hashed, written or handed on', async () => {
  const path = await newPath();
  registerSecret('hunter2-gateway-4f9a7b2c');
  const writer = await writerOf(path, { salt: 'one' });
  const entry = await writer.append(
    note('old token hunter2-gateway-4f9a7b2c refused; Authorization: Bearer abc123def456'),
  );
  await writer.close();
  const file = await readFile(path, 'utf8');
  expect(file).not.toMatch(/hunter2|abc123def456/);
  expect(file).toContain('[redacted:secret:');
  expect((await readJournal(path)).entries).toEqual([entry]);
});

test('what is appended is a copy: changing it later changes no line', async () => {
  const path = await newPath();
  const writer = await writerOf(path);
  const input: Record<string, unknown> = { instanceId: 'i-1' };
  const done = writer.append({ is: 'began', key: 'a', step: 'a', attempt: 1, input });
  input['instanceId'] = 'i-2';
  expect(await done).toMatchObject({ input: { instanceId: 'i-1' } });
  await writer.close();
  expect((await readJournal(path)).entries).toMatchObject([{ input: { instanceId: 'i-1' } }]);
});

test('the file is for its owner alone, whatever the umask, and a symlink is refused', async () => {
  const path = await newPath();
  const umask = process.umask(0);
  const writer = await writerOf(path);
  process.umask(umask);
  await writer.close();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const elsewhere = join(await tempFolder(), 'elsewhere');
  await writeFile(elsewhere, '');
  await unlink(path);
  await symlink(elsewhere, path);
  expect(await openJournal({ path, salt: '' })).toMatchObject({ ok: false, damage: { kind: 'unreadable' } });
  expect(await readFile(elsewhere, 'utf8')).toBe('');
});
