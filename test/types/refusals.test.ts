import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const EXPECTED = /^\s*\/\/ @ts-expect-error (\d+) \S/;

/** The lines that the compiler refuses in this text, were it a file of test/types. */
const refusedLines = (text: string): readonly number[] => {
  const folder = mkdtempSync(join(tmpdir(), 'ir-types-'));
  try {
    // The same shape as the checkout, so that the imports mean the same.
    for (const name of ['src', 'node_modules', 'package.json']) symlinkSync(join(root, name), join(folder, name));
    mkdirSync(join(folder, 'test/types'), { recursive: true });
    writeFileSync(join(folder, 'test/types/language.ts'), text);
    const config = { extends: join(root, 'tsconfig.json'), include: ['test'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const said = execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder, '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    return said === '' ? [] : [0];
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    return [...stdout.matchAll(/^test\/types\/language\.ts\((\d+),/gm)].map((match) => Number(match[1]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

test('the compiler refuses every line that is said to be refused, and no other', () => {
  const lines = readFileSync(join(import.meta.dirname, 'language.ts'), 'utf8').split('\n');
  const numbers = lines.flatMap((line) => EXPECTED.exec(line)?.[1] ?? []).map(Number);
  // Numbered without a gap, so that none gets lost unseen.
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  expect(numbers.length).toBeGreaterThanOrEqual(24);
  const below = lines.flatMap((line, at) => (EXPECTED.test(line) ? [at + 2] : []));
  const bare = lines.map((line) => line.replace('@ts-expect-error', '')).join('\n');
  expect([...new Set(refusedLines(bare))]).toEqual(below);
});
