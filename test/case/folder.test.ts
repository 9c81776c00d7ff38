import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createCase,
  findCase,
  initialsOf,
  keepEvidence,
  listCases,
  listEvidence,
  newCaseId,
  safeName,
  spokenName,
} from '../../src/case/index.ts';
import { asSpoken } from '../../src/case/ids.ts';
import { newCase, tempFolder } from './fixtures.ts';

const make = async (home: string, playbook: string) => {
  const made = await createCase(home, playbook);
  if (!made.ok) throw new Error(made.message);
  return made.folder;
};

test.for([
  ['compromised-instance', 'CI'],
  ['leaked-token', 'LT'],
  ['ransomware', 'RA'],
  ['a-b-c-d-e-f', 'ABCD'],
  ['2fa-reset', '2R'],
  ['', 'IR'],
  ['../..', 'IR'],
])('cases of %j are called %s-…', ([playbook, initials]) => {
  expect(initialsOf(playbook as string)).toBe(initials);
  expect(spokenName(playbook as string)).toMatch(new RegExp(`^${initials}-[2-9A-HJKMNP-TV-Z]{4}$`));
  expect(spokenName(playbook as string, 2)).toHaveLength((initials as string).length + 7);
});

test('a new case has its folders, for its owner alone, and nothing half made beside it', async () => {
  const home = await tempFolder();
  const umask = process.umask(0);
  const folder = await make(home, 'compromised-instance');
  process.umask(umask);
  expect(folder.path).toBe(join(home, 'cases', folder.name));
  expect((await readdir(folder.path)).toSorted()).toEqual(['case.json', 'evidence', 'inbox', 'salt']);
  for (const path of [dirname(folder.path), folder.path, folder.evidence, folder.inbox])
    expect(`${path} ${((await stat(path)).mode & 0o777).toString(8)}`).toBe(`${path} 700`);
  for (const name of ['case.json', 'salt']) expect((await stat(join(folder.path, name))).mode & 0o777).toBe(0o600);
  expect(await readdir(dirname(folder.path))).toEqual([folder.name]);
  expect((await make(home, 'compromised-instance')).salt).not.toBe(folder.salt);
});

test('a case of another machine keeps its id, and its name where that is free; a taken name is lengthened', async () => {
  const home = await tempFolder();
  const names: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const made = await createCase(home, 'compromised-instance', { id: newCaseId(), name: 'CI-4M9T' });
    names.push(made.ok ? made.folder.name : made.message);
  }
  expect(names).toEqual(['CI-4M9T', expect.stringMatching(/^CI-.{5}$/), expect.stringMatching(/^CI-.{5}$/)]);
});
test.for(['../../evil', '..', 'a/b', 'CI-4M9T/..', '', '.new-x', 'ci-4m9t', 'CI-4M9T\0'])(
  'a name from outside that is none, %j, becomes no folder',
  async (name) => {
    const home = await tempFolder();
    const made = await createCase(home, 'compromised-instance', { id: newCaseId(), name });
    expect(made).toMatchObject({ ok: true, folder: { name: expect.stringMatching(/^CI-[A-Z0-9]{4}$/) as string } });
    expect(await readdir(home)).toEqual(['cases']);
    expect(await createCase(home, 'x', { id: '../evil', name: 'CI-4M9T' })).toMatchObject({
      ok: false,
      reason: 'unwritable',
    });
    expect(await readdir(home)).toEqual(['cases']);
  },
);

test('many at once all get a folder of their own', async () => {
  const home = await tempFolder();
  const folders = await Promise.all(Array.from({ length: 20 }, () => make(home, 'leaked-token')));
  expect(new Set(folders.map(({ path }) => path)).size).toBe(20);
  expect((await listCases(home)).map(({ id }) => id)).toEqual(
    folders
      .map(({ id }) => id)
      .toSorted()
      .toReversed(),
  );
});

test('a case is found by its name, its ULID, or a beginning that only one has, in any case', async () => {
  const home = await tempFolder();
  const [one, two] = [await make(home, 'compromised-instance'), await make(home, 'leaked-token')];
  const { name, id } = one;
  for (const said of [
    name,
    name.toLowerCase(),
    ` ${name} `,
    name.replace('-', ' '),
    name.slice(0, 4),
    id,
    id.toLowerCase(),
  ])
    expect(await findCase(home, said)).toMatchObject({ ok: true, folder: { name, id, salt: one.salt } });
  expect(await findCase(home, 'LT')).toMatchObject({ ok: true, folder: { id: two.id } });
  const ambiguous = await findCase(home, id.slice(0, 5));
  expect(ambiguous).toMatchObject({ ok: false, reason: 'ambiguous', matches: [{ name: two.name }, { name }] });
  expect((ambiguous as { message: string }).message).toContain(name);
  expect(await findCase(home, 'XY-1234')).toMatchObject({
    ok: false,
    reason: 'unknown',
    message: expect.stringContaining('ir cases') as string,
  });
  expect(await findCase(await tempFolder(), name)).toMatchObject({ ok: false, reason: 'unknown' });
});

test('a whole name wins over a longer one that begins with it', async () => {
  const home = await tempFolder();
  for (const name of ['CI-4M9T', 'CI-4M9TX']) await createCase(home, 'x', { id: newCaseId(), name });
  expect(await findCase(home, 'ci-4m9t')).toMatchObject({ ok: true, folder: { name: 'CI-4M9T' } });
  expect(await findCase(home, 'ci-4m9')).toMatchObject({ ok: false, reason: 'ambiguous' });
});

test('a folder that is no case, and one that others can change, is not opened', async () => {
  const home = await tempFolder();
  const { path, name } = await make(home, 'compromised-instance');
  await mkdir(join(home, 'cases', 'CI-JUNK'));
  await writeFile(join(home, 'cases', 'CI-JUNK', 'case.json'), '{"id": 1}');
  expect((await listCases(home)).map((one) => one.name)).toEqual([name]);
  const { chmod } = await import('node:fs/promises');
  await chmod(path, 0o777);
  expect(await findCase(home, name)).toMatchObject({ ok: false, reason: 'not-safe' });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '..',
    '../..',
    '/etc/passwd',
    'C:\\Windows',
    'a\0b',
    '.',
    '',
    'CON',
    'nul.txt',
    '~',
    '-rf',
    '.ssh',
    'a/../../b',
    '…',
    'é',
    'a'.repeat(5000),
    '\u202e',
  ),
  fc
    .array(fc.constantFrom('..', '/', '\\', 'a', '.', '\0', ' ', '%2e'), { maxLength: 12 })
    .map((parts) => parts.join('')),
);
test('whatever a case is called by, nothing outside of the cases folder is looked at', () => {
  fc.assert(
    fc.property(hostile, (said) => {
      const spoken = asSpoken(said);
      if (spoken === undefined) return;
      expect(spoken).toMatch(/^[A-Z0-9-]+$/);
      expect(resolve('/home/cases', spoken)).toBe(`/home/cases/${spoken}`);
    }),
    { numRuns: 5_000 },
  );
});
test('whatever evidence is called, it is one plain file in its folder', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const safe = safeName(name);
      expect(safe).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,100}$/);
      expect(safe).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|\.$/i);
      expect(resolve(`/e${sep}evidence`, safe)).toBe(`/e/evidence/${safe}`);
      expect(basename(safe)).toBe(safe);
    }),
    { numRuns: 5_000 },
  );
  expect(safeName('console-output.txt')).toBe('console-output.txt');
});

test('evidence is whole, for its owner alone; the same bytes again are the same file, others get a number', async () => {
  const { path, evidence } = await newCase();
  const kept = await Promise.all(
    ['one', 'two', 'one', 'three', 'two'].map((text) => keepEvidence(path, 'x.tar.gz', Buffer.from(text))),
  );
  const files = kept.map(({ file }) => file);
  expect(new Set(files).size).toBe(3);
  expect([files[2], files[4]]).toEqual([files[0], files[1]]);
  expect(await listEvidence(path)).toEqual(['x.tar-2.gz', 'x.tar-3.gz', 'x.tar.gz']);
  expect(await readdir(evidence)).toHaveLength(3);
  for (const name of await readdir(evidence)) expect((await stat(join(evidence, name))).mode & 0o777).toBe(0o600);
});
test('evidence is never written through a link that somebody has put there', async () => {
  const { path, evidence } = await newCase();
  const elsewhere = join(await tempFolder(), 'elsewhere');
  await writeFile(elsewhere, 'secret plan');
  const { symlink, readFile } = await import('node:fs/promises');
  await symlink(elsewhere, join(evidence, 'x.txt'));
  const kept = await keepEvidence(path, 'x.txt', Buffer.from('secret plan'));
  expect(kept.file).toBe('evidence/x-2.txt');
  expect(await readFile(elsewhere, 'utf8')).toBe('secret plan');
});
