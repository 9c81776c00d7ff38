import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { JournalBroken, type JournalFile, type JournalWriter, openFile, readJournal } from '../../src/journal/index.ts';
import { note, tempFolder, writerOf } from './fixtures.ts';

const errno = (code: string): Error => Object.assign(new Error(`${code}: as the test wants it`), { code });

type Fault = (file: JournalFile, path: string) => Partial<JournalFile>;
/** Counts writes, so that a fault hits the third. */
const onThird = (fail: (file: JournalFile, bytes: Uint8Array) => number): Fault => {
  let writes = 0;
  return (file) => ({ write: (bytes) => ((writes += 1) < 3 ? file.write(bytes) : fail(file, bytes)) });
};
const faults: readonly [string, JournalBroken['reason'], Fault][] = [
  [
    'no space before anything is written',
    'full',
    onThird(() => {
      throw errno('ENOSPC');
    }),
  ],
  [
    'the quota is used up',
    'full',
    onThird(() => {
      throw errno('EDQUOT');
    }),
  ],
  ['nothing is taken, and nothing said', 'full', onThird(() => 0)],
  [
    'a disk error',
    'io',
    onThird(() => {
      throw errno('EIO');
    }),
  ],
  [
    'the disk became read-only',
    'readonly',
    onThird(() => {
      throw errno('EROFS');
    }),
  ],
  [
    'three bytes are taken without an error, then there is no space',
    'full',
    (() => {
      let short = 0;
      return onThird((file, bytes) => {
        if ((short += 1) === 1) return file.write(bytes.subarray(0, 3));
        throw errno('ENOSPC');
      });
    })(),
  ],
];
const syncFaults: readonly [string, JournalBroken['reason'], string][] = [
  ['the wait for the disk fails', 'io', 'EIO'],
  ['the wait for the disk finds no space', 'full', 'ENOSPC'],
];

/** Appends until it fails: the entries that were acknowledged, and the failure. */
const fill = async (writer: JournalWriter, text: string): Promise<{ acknowledged: number[]; failure: unknown }> => {
  const acknowledged: number[] = [];
  for (;;)
    try {
      acknowledged.push((await writer.append(note(text))).seq);
    } catch (failure) {
      return { acknowledged, failure };
    }
};
/** A journal whose disk fails, what was acknowledged, and what stands in it afterwards. */
const spoil = async (fault: Fault) => {
  const path = join(await tempFolder(), 'journal.jsonl');
  const writer = await writerOf(path, {
    file: async (at) => {
      const file = await openFile(at);
      return { ...file, ...fault(file, at) };
    },
  });
  const { acknowledged, failure } = await fill(writer, 'entry');
  await expect(writer.append(note('later')), 'nothing is appended after a failure').rejects.toBe(failure);
  writer.tell(note('later'));
  await writer.close();
  const { entries, damage } = await readJournal(path);
  const again = await writerOf(path);
  const next = await again.append(note('there is room again'));
  await again.close();
  return { acknowledged, failure, recorded: entries.map(({ seq }) => seq), damage, next: next.seq };
};

test.for(faults)('%s: the append fails as “%s” and leaves no part of a line', async ([, reason, fault]) => {
  const { failure, ...rest } = await spoil(fault);
  expect(failure).toBeInstanceOf(JournalBroken);
  expect(failure).toMatchObject({
    reason,
    message: expect.stringContaining('What was recorded before is safe') as string,
  });
  expect(rest).toEqual({ acknowledged: [1, 2], recorded: [1, 2], damage: undefined, next: 3 });
});
test.for(syncFaults)('%s: the append fails as “%s”, and is never taken for done later', async ([, reason, code]) => {
  let syncs = 0;
  const { failure, ...rest } = await spoil((file) => ({
    datasync: () => ((syncs += 1) === 3 ? Promise.reject(errno(code)) : file.datasync()),
  }));
  expect(failure).toMatchObject({ name: 'JournalBroken', reason });
  expect(rest).toEqual({ acknowledged: [1, 2], recorded: [1, 2], damage: undefined, next: 3 });
});

test('all that wait in one write fail together', async () => {
  const writer = await writerOf(join(await tempFolder(), 'journal.jsonl'), {
    file: async (path) => ({ ...(await openFile(path)), datasync: () => Promise.reject(errno('EIO')) }),
  });
  const results = await Promise.allSettled([1, 2, 3].map((n) => writer.append(note(`${n}`))));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await writer.close();
});

test('what cannot be cut back is on the disk though nobody was told so: the next open finds it as recorded', async () => {
  const path = join(await tempFolder(), 'journal.jsonl');
  const writer = await writerOf(path, {
    file: async (at) => ({
      ...(await openFile(at)),
      datasync: () => Promise.reject(errno('EIO')),
      truncate: () => {
        throw errno('EIO');
      },
    }),
  });
  await expect(writer.append({ is: 'began', key: 'a', step: 'a', attempt: 1, input: {} })).rejects.toMatchObject({
    reason: 'io',
  });
  await writer.close();
  expect((await readJournal(path)).entries).toMatchObject([{ is: 'began' }]);
});

test('another writer is noticed before anything is written behind its line', async () => {
  const path = join(await tempFolder(), 'journal.jsonl');
  const writer = await writerOf(path);
  await writer.append(note('one'));
  await appendFile(path, 'a line of somebody else\n');
  const { size } = await stat(path);
  await expect(writer.append(note('two'))).rejects.toMatchObject({ reason: 'disturbed' });
  expect((await stat(path)).size).toBe(size);
  await writer.close();
});
test('a journal that was removed is noticed', async () => {
  const path = join(await tempFolder(), 'journal.jsonl');
  const writer = await writerOf(path);
  await writer.append(note('one'));
  await rm(path);
  await expect(writer.append(note('two'))).rejects.toMatchObject({ reason: 'disturbed' });
  await writer.close();
});
test('a closed journal takes nothing', async () => {
  const writer = await writerOf(join(await tempFolder(), 'journal.jsonl'));
  await writer.close();
  await writer.close();
  await expect(writer.append(note('one'))).rejects.toMatchObject({ reason: 'closed' });
});

/** A disk of 16 KB, where this process may make one. */
const tinyDisk = async (): Promise<string | undefined> => {
  const path = join(await tempFolder(), 'disk');
  await mkdir(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', path], { stdio: 'ignore' });
    onTestFinished(() => void execFileSync('umount', ['-l', path]));
    return path;
  } catch {
    return undefined;
  }
};
describe('on a real disk of 16 KB', () => {
  test('no entry is acknowledged that is not wholly there', async ({ skip }) => {
    const disk = await tinyDisk();
    if (disk === undefined) return skip('no disk can be mounted here (needs root or a user namespace)');
    const path = join(disk, 'journal.jsonl');
    const writer = await writerOf(path);
    const { acknowledged, failure } = await fill(writer, 'x'.repeat(50));
    expect(failure).toMatchObject({ name: 'JournalBroken', reason: 'full' });
    await writer.close();
    const { entries, damage } = await readJournal(path);
    expect(damage).toBeUndefined();
    expect(entries.map(({ seq }) => seq)).toEqual(acknowledged);
    expect(acknowledged.length).toBeGreaterThan(20);
  });
});
