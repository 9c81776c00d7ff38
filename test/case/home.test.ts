import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { homePath, openHome } from '../../src/case/index.ts';
import { tempFolder } from './fixtures.ts';

test('the home is made for its owner alone, whatever the umask', async () => {
  const path = join(await tempFolder(), 'deep', 'er');
  const umask = process.umask(0);
  const home = await openHome({ IR_HOME: path });
  process.umask(umask);
  expect(home).toEqual({ ok: true, path });
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  expect(await openHome({ IR_HOME: path })).toEqual({ ok: true, path });
});

test.runIf(process.platform === 'linux')('without IR_HOME it is the state folder of the XDG rules', async () => {
  expect(await homePath({ IR_HOME: '/x/y' })).toBe('/x/y');
  expect(await homePath({ IR_HOME: 'here' })).toBe(join(process.cwd(), 'here'));
  const script = `import { homePath } from ${JSON.stringify(fileURLToPath(new URL('../../src/case/index.ts', import.meta.url)))}; process.stdout.write(await homePath());`;
  const pathWith = (env: Record<string, string>): string =>
    execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script], { env, encoding: 'utf8' });
  expect(pathWith({ XDG_STATE_HOME: '/tmp/state' })).toBe('/tmp/state/ir');
  expect(pathWith({ HOME: '/tmp/someone' })).toBe('/tmp/someone/.local/state/ir');
  expect(pathWith({ HOME: '/tmp/someone', XDG_STATE_HOME: 'relative' })).toBe('/tmp/someone/.local/state/ir');
  expect(homedir()).not.toBe('');
});

test('a symlink, a file and a folder that others can write to are refused, each with what to do', async () => {
  const folder = await tempFolder();
  const [real, link, file, open] = ['real', 'link', 'file', 'open'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  await mkdir(real, { mode: 0o700 });
  await symlink(real, link);
  await writeFile(file, '');
  await mkdir(open);
  expect(await openHome({ IR_HOME: link })).toMatchObject({
    ok: false,
    reason: 'symlink',
    message: expect.stringContaining('symbolic link') as string,
    next: expect.stringContaining('name the real folder') as string,
  });
  expect(await openHome({ IR_HOME: file })).toMatchObject({ ok: false, reason: 'not-a-folder' });
  for (const mode of [0o770, 0o702, 0o777]) {
    await chmod(open, mode);
    expect(await openHome({ IR_HOME: open })).toMatchObject({
      ok: false,
      reason: 'open-to-others',
      next: `chmod 700 ${open}`,
    });
  }
  await chmod(open, 0o750);
  expect(await openHome({ IR_HOME: open })).toMatchObject({ ok: true });
});

test.runIf(process.geteuid?.() === 0)('a folder of another user is refused', async () => {
  const path = join(await tempFolder(), 'theirs');
  await mkdir(path, { mode: 0o700 });
  await chown(path, 65_534, 65_534);
  expect(await openHome({ IR_HOME: path })).toMatchObject({
    ok: false,
    reason: 'foreign',
    message: expect.stringContaining('uid 65534') as string,
  });
});

test.runIf(process.platform === 'linux')('a folder that can’t be made is refused', async () => {
  for (const path of ['/proc/ir', '/proc/ir/deeper', '/dev/null/ir'])
    expect(await openHome({ IR_HOME: path })).toMatchObject({ ok: false, reason: 'unusable' });
});

// Root may write everywhere.
test.skipIf(process.geteuid?.() === 0)('a folder that can’t be written is refused (not as root)', async () => {
  const path = join(await tempFolder(), 'shut');
  await mkdir(path, { mode: 0o500 });
  expect(await openHome({ IR_HOME: path })).toMatchObject({ ok: false, reason: 'unusable' });
});
