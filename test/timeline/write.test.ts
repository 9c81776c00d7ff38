import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readKept, writeTimeline } from '../../src/timeline/index.ts';
import { caseOf, sha256, WRITTEN } from './journal.ts';
import { whole, wholeBytes } from './whole.ts';

const state = caseOf(whole());
const [FIRST = '', SECOND = ''] = Object.keys(wholeBytes);
const caseFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ir-timeline-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'evidence'));
  for (const [file, bytes] of Object.entries(wholeBytes)) writeFileSync(join(folder, file), bytes);
  return folder;
};

test('the document is written whole, for its owner alone, and its hash is that of its bytes', async () => {
  const folder = caseFolder();
  const written = await writeTimeline(folder, state, WRITTEN);
  const document = readFileSync(written.file, 'utf8');
  expect(written).toEqual({ file: join(folder, 'timeline.md'), sha256: sha256(document) });
  await expect(document).toMatchFileSnapshot('golden/whole.md');
  expect(statSync(written.file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).toSorted()).toEqual(['evidence', 'timeline.md']);
  expect((await writeTimeline(folder, state, WRITTEN)).sha256).toBe(written.sha256);
});

test('a kept file that was changed is named with both hashes, and nothing in it is believed', async () => {
  const folder = caseFolder();
  const forged = wholeBytes[SECOND]?.replaceAll('CreateUser', 'DescribeNothing') ?? '';
  writeFileSync(join(folder, SECOND), forged);
  const document = readFileSync((await writeTimeline(folder, state, WRITTEN)).file, 'utf8');
  expect(document).toContain('**changed since it was kept**');
  expect(document).toContain(sha256(wholeBytes[SECOND] ?? ''));
  expect(document).toContain(`its sha256 is now ${sha256(forged)}; nothing in it is used here`);
  expect(document).not.toContain('DescribeNothing');
  expect(document).not.toContain('arrived late');
});

test.each([
  ['missing', (path: string) => rmSync(path), { is: 'missing' }],
  [
    'a link to somewhere else',
    (path: string) => {
      rmSync(path);
      symlinkSync('/etc/hostname', path);
    },
    { is: 'not checked', because: 'it could not be opened (ELOOP)' },
  ],
  [
    'a folder',
    (path: string) => {
      rmSync(path);
      mkdirSync(path);
    },
    { is: 'not checked', because: 'it is not a file' },
  ],
])('a kept file that is %s is said to be so', async (_, spoil, custody) => {
  const folder = caseFolder();
  spoil(join(folder, FIRST));
  const [first, second] = await readKept(folder, state);
  expect(first).toMatchObject({ file: FIRST, custody });
  expect(first?.activities).toBeUndefined();
  expect(second).toMatchObject({ file: SECOND, custody: { is: 'as kept' } });
});

test('a journal can’t make it read outside of the case', async () => {
  const away = caseOf(
    whole().map(([clock, fact]) => [clock, fact.is === 'kept' ? { ...fact, file: '../../../etc/hostname' } : fact]),
  );
  expect((await readKept(caseFolder(), away)).map(({ custody }) => custody)).toEqual([
    { is: 'not checked', because: 'it lies outside of the case' },
  ]);
});

test('lines that are no event are counted, and the others are used', async () => {
  const bytes = `${wholeBytes[FIRST]}not json\n{"at":"never","eventId":"x","name":"y"}\n[]\n`;
  const torn = caseOf(
    whole().map(([clock, fact]) => [
      clock,
      fact.is === 'kept' && fact.file === FIRST ? { ...fact, sha256: sha256(bytes) } : fact,
    ]),
  );
  const folder = caseFolder();
  writeFileSync(join(folder, FIRST), bytes);
  const [first] = await readKept(folder, torn);
  expect(first?.activities).toMatchObject({ unreadable: 3 });
  expect(first?.activities?.rows).toHaveLength(8);
  const document = readFileSync((await writeTimeline(folder, torn, WRITTEN)).file, 'utf8');
  expect(document).toContain('3 lines could not be read');
});
