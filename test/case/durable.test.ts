import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { leave, type Mirror, openDurable } from '../../src/case/index.ts';
import { type Entry, openFile, readJournal } from '../../src/journal/index.ts';
import { began, ended } from '../engine/durable-adapter.ts';
import { newCase, openCase, tempFolder } from './fixtures.ts';

const texts = (entries: readonly Entry[]): readonly string[] =>
  entries.flatMap((entry) => (entry.is === 'noted' ? [`${entry.by}: ${entry.text}`] : []));

test('a case that is held is not opened, and says by whom, since when, and what can be done', async () => {
  const folder = await newCase();
  const first = await openCase(folder);
  const second = await openDurable({ folder, operator: 'bob' });
  expect(second).toMatchObject({ ok: false, reason: 'locked', by: { operator: 'alice', pid: process.pid } });
  expect((second as { message: string }).message).toMatch(/held by alice on .* since 20.*ir status/);
  await first.close();
  expect((await openCase(folder, { operator: 'bob' })).ok).toBe(true);
});

test('a damaged journal is not run on, and the lock is let go', async () => {
  const folder = await newCase();
  const first = await openCase(folder);
  await first.durable.append(began('a'));
  await first.durable.append(ended('a'));
  await first.close();
  const bytes = await readFile(folder.journal, 'utf8');
  await writeFile(folder.journal, bytes.replace('"step":"a"', '"step":"b"'));
  expect(await openDurable({ folder, operator: 'alice' })).toMatchObject({
    ok: false,
    reason: 'damaged',
    damage: { kind: 'changed', seq: 2 },
  });
  await writeFile(folder.journal, bytes);
  expect((await openCase(folder)).durable.entries()).toHaveLength(3);
});

test('an end that is known elsewhere and not there is damage', async () => {
  const folder = await newCase();
  const first = await openCase(folder);
  await first.durable.append(began('a'));
  const known = first.head();
  await first.close();
  await writeFile(folder.journal, `${(await readFile(folder.journal, 'utf8')).split('\n')[0]}\n`);
  expect(await openDurable({ folder, operator: 'alice', known })).toMatchObject({
    ok: false,
    damage: { kind: 'truncated' },
  });
});

test('where nothing can be written, that is said, not thrown', async () => {
  const folder = await newCase();
  expect(
    await openDurable({ folder: { ...folder, lock: join(folder.path, 'not/there') }, operator: 'alice' }),
  ).toMatchObject({ ok: false, reason: 'unwritable' });
  await symlink(join(await tempFolder(), 'elsewhere'), folder.journal);
  expect(await openDurable({ folder, operator: 'alice' })).toMatchObject({
    ok: false,
    reason: 'damaged',
    damage: { kind: 'unreadable' },
  });
});

test('a torn end is set aside, and the journal says so', async () => {
  const folder = await newCase();
  await (await openCase(folder)).close();
  await appendFile(folder.journal, '{"seq":2,"at":"20');
  const { durable, close } = await openCase(folder);
  await durable.append(began('a'));
  expect(texts(durable.entries())).toEqual([
    `ir: 17 bytes that were never wholly written were put into ${join(folder.path, 'journal.torn-1')}`,
  ]);
  await close();
  expect((await readJournal(folder.journal)).damage).toBeUndefined();
});

test('a full disk ends the run: nothing more is appended, and what was is whole', async () => {
  const folder = await newCase();
  let full = false;
  const { durable, close } = await openCase(folder, {
    file: async (path) => {
      const file = await openFile(path);
      return {
        ...file,
        write: (bytes) =>
          full
            ? file.write(bytes.subarray(0, full ? 3 : 0)) &&
              (() => {
                throw Object.assign(new Error('full'), { code: 'ENOSPC' });
              })()
            : file.write(bytes),
      };
    },
  });
  await durable.append(began('a'));
  full = true;
  await expect(durable.append(ended('a'))).rejects.toMatchObject({ name: 'JournalBroken', reason: 'full' });
  await expect(durable.append(ended('a'))).rejects.toMatchObject({ reason: 'full' });
  await close();
  const { entries, damage } = await readJournal(folder.journal);
  expect([entries.map(({ is }) => is), damage]).toEqual([['opened', 'began'], undefined]);
});

test('only a change waits for the other side, and a side that fails stops nothing', async () => {
  const saved: string[] = [];
  let answer = (): Promise<void> => Promise.resolve();
  const mirror: Mirror = {
    claim: () => Promise.resolve({ is: 'ours' }),
    save: ([entry]) => {
      saved.push(entry?.is === 'began' || entry?.is === 'ended' ? `${entry.is} ${entry.key}` : (entry?.is ?? ''));
      return answer();
    },
    saveSoon: ([entry]) => void saved.push(entry?.is === 'ended' ? `${entry.is} ${entry.key}` : (entry?.is ?? '')),
    settle: () => Promise.resolve(),
  };
  const { durable } = await openCase(await newCase(), { mirror: { ...mirror, where: '/ir/claims' } });
  await durable.append(began('look'));
  await durable.append(ended('look'));
  const gate = Promise.withResolvers<void>();
  answer = () => gate.promise;
  let acknowledged = false;
  const beginning = durable
    .append({ ...began('change'), before: { groups: ['sg-1'] } } as never)
    .then(() => (acknowledged = true));
  await expect.poll(() => saved.at(-1)).toBe('began change');
  expect(durable.standing('change').is).toBe('doubtful');
  expect(acknowledged).toBe(false);
  gate.resolve();
  await beginning;
  answer = () => new Promise(() => undefined);
  await durable.append({ ...ended('change'), after: { groups: [] } } as never);
  answer = () => Promise.reject(new Error('SSM is not reachable'));
  await durable.append({ ...began('other'), before: {} } as never);
  await durable.append(ended('other'));
  expect(saved).toEqual(['opened', 'began change', 'ended change', 'began other']);
  expect(texts(durable.entries())).toEqual(['ir: not saved outside of this machine: Error: SSM is not reachable']);
  await durable.claim('i-0ab12cd34ef567890');
  expect(durable.entries().at(-1)).toMatchObject({ is: 'claimed', where: '/ir/claims' });
});

test('letters are taken in the order in which they were left, also while nothing runs, and once', async () => {
  const folder = await newCase();
  await (await openCase(folder)).close();
  for (const text of ['one', 'two', 'three']) await leave(folder.inbox, { is: 'note', text, by: 'bob' });
  const [first = ''] = (await readdir(folder.inbox)).toSorted();
  const copy = await readFile(join(folder.inbox, first));
  const opened = await openCase(folder);
  await leave(folder.inbox, { is: 'note', text: 'four', by: 'bob' });
  await leave(folder.inbox, { is: 'set', severity: 'high', by: 'carol' });
  await expect.poll(() => opened.durable.entries().at(-1)).toMatchObject({ is: 'set', severity: 'high', by: 'carol' });
  expect(texts(opened.durable.entries())).toEqual(['bob: one', 'bob: two', 'bob: three', 'bob: four']);
  await expect.poll(() => readdir(folder.inbox)).toEqual([]);
  await opened.close();
  // A crash came between the journal's line and the letter's removal.
  await writeFile(join(folder.inbox, first), copy);
  const again = await openCase(folder);
  expect(texts(again.durable.entries())).toHaveLength(4);
  expect(await readdir(folder.inbox)).toEqual([]);
});

test('what is no letter is put aside, and those behind it are taken', async () => {
  const folder = await newCase();
  await (await openCase(folder)).close();
  const junk = [
    '',
    '{',
    '[]',
    'null',
    '{"is":"note","by":"bob"}',
    '{"is":"__proto__","by":"x","at":"2026-11-20T08:12:00Z"}',
    'x'.repeat(2_000_000),
  ];
  for (const [n, text] of junk.entries()) await writeFile(join(folder.inbox, `0${n}.json`), text);
  await symlink('/etc/passwd', join(folder.inbox, '08.json'));
  await writeFile(join(folder.inbox, '09.json.123'), 'a draft of another process');
  await leave(folder.inbox, { is: 'note', text: 'good', by: 'bob' });
  const { durable } = await openCase(folder);
  await durable.append(began('a'));
  expect(texts(durable.entries()).filter((text) => text.startsWith('bob'))).toEqual(['bob: good']);
  expect(texts(durable.entries()).filter((text) => text.includes('put aside'))).toHaveLength(8);
  expect((await readdir(folder.inbox)).toSorted()).toEqual(['09.json.123', 'aside']);
  expect(await readdir(join(folder.inbox, 'aside'))).toHaveLength(8);
});

test('a listener hears each entry once, in order, and one that throws stops nothing', async () => {
  const opened = await openCase(await newCase());
  const heard: number[] = [];
  const warned = once(process, 'warning');
  const stop = opened.onEntry(({ seq }) => {
    heard.push(seq);
    throw new Error('a screen’s fault');
  });
  await opened.durable.append(began('a'));
  opened.durable.tell({ is: 'said', key: 'a', what: 'x' });
  await opened.durable.append(ended('a'));
  stop();
  await opened.durable.append(began('b'));
  expect(heard).toEqual([2, 3, 4]);
  expect(await warned).toMatchObject([{ message: 'a screen’s fault' }]);
});

test('an open case keeps a process alive only while something is waited for', async () => {
  const folder = await newCase();
  const script = (last: string): string => `
    import { openDurable } from ${JSON.stringify(new URL('../../src/case/index.ts', import.meta.url).href)};
    import { OPENED } from ${JSON.stringify(new URL('../engine/durable-adapter.ts', import.meta.url).href)};
    const opened = await openDurable({ folder: ${JSON.stringify(folder)}, operator: 'alice' });
    if (opened.durable.entries().length === 0) await opened.durable.append(OPENED);
    const far = new Date(Date.now() + 3_600_000);
    opened.durable.arm('x', far, { is: 'late', phase: 'isolate', deadline: 'x' });
    ${last}`;
  const exitOf = async (text: string, kill = false): Promise<unknown> => {
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', text], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const exit = once(child, 'exit');
    if (kill) {
      await once(child.stdout, 'data');
      child.kill('SIGTERM');
    }
    return (await exit)[1] ?? (await exit)[0];
  };
  expect(await exitOf(script(''))).toBe(0);
  expect(
    await exitOf(
      script("setTimeout(() => process.stdout.write('alive'), 200).unref(); await opened.durable.sleepUntil(far);"),
      true,
    ),
  ).toBe('SIGTERM');
});
