import {
  chmodSync,
  chownSync,
  existsSync,
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
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { read, replaceFile, writeNew } from '../../src/host/program/io.ts';
import { assignments } from '../../src/host/program/units.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ir-host-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const file = (text: string, mode = 0o640): string => {
  const path = join(folder, 'config.json');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
};

describe('a file that is changed', () => {
  test.each([0o600, 0o640, 0o644, 0o755])('keeps its mode, %s', (mode) => {
    const path = file('old', mode);
    replaceFile(path, 'new');
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o7777]).toEqual(['new', mode]);
    expect(readdirSync(folder)).toEqual(['config.json']);
  });
  test.skipIf(process.getuid?.() !== 0)('keeps its owner (as root only)', () => {
    const path = file('old');
    chownSync(path, 1_000, 1_001);
    replaceFile(path, 'new');
    const { uid, gid, mode } = statSync(path);
    expect([uid, gid, mode & 0o777]).toEqual([1_000, 1_001, 0o640]);
  });
  test('is another one in the same place: who reads the old one reads it whole', () => {
    const path = file('old');
    const before = statSync(path).ino;
    replaceFile(path, 'new');
    expect(statSync(path).ino).not.toBe(before);
  });
  test('that is a link stays one, and what it points to is changed', () => {
    const path = file('old');
    const link = join(folder, 'link.json');
    symlinkSync(path, link);
    replaceFile(link, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(
      readdirSync(folder, { withFileTypes: true })
        .find(({ name }) => name === 'link.json')
        ?.isSymbolicLink(),
    ).toBe(true);
  });
  test('and one that is new is nobody’s before it has its mode', () => {
    const path = join(folder, 'memory.json');
    writeNew(path, 'text', 0o600);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    // It is never taken for one that was there.
    expect(() => writeNew(path, 'other', 0o600)).toThrow('EEXIST');
    expect(read(path)).toBe('text');
  });
  test('that is not there is not made', () => {
    expect(() => replaceFile(join(folder, 'none'), 'x')).toThrow('ENOENT');
    expect(existsSync(join(folder, 'none'))).toBe(false);
    expect(read(join(folder, 'none'))).toBeUndefined();
  });
});

test('what systemctl shows of an environment is read word by word', () => {
  expect(assignments(String.raw`A=b "C=d e" 'F=g h' I="j" K=a=b= "L=say \"x\"" alone =none`)).toEqual([
    ['A', 'b'],
    ['C', 'd e'],
    ['F', 'g h'],
    ['I', 'j'],
    ['K', 'a=b='],
    ['L', 'say "x"'],
  ]);
});
