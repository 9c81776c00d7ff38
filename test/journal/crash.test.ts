import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CRASH_AT, readJournal } from '../../src/journal/index.ts';
import { tempFolder } from './fixtures.ts';

const WRITER = fileURLToPath(new URL('crash-writer.ts', import.meta.url));

test.for([
  ['1:before', 0],
  ['1:after', 1],
  ['3:before', 2],
  ['3:after', 3],
  // Lines 4 to 6 are appended at once, in one write.
  ['5:before', 4],
  ['5:after', 5],
  ['6:after', 6],
] as const)('told to die at %s, the process leaves exactly %i whole entries', async ([at, left]) => {
  const path = join(await tempFolder(), 'journal.jsonl');
  const child = spawn(process.execPath, [WRITER, path], { env: { ...process.env, [CRASH_AT]: at }, stdio: 'inherit' });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  const { entries, damage } = await readJournal(path);
  expect({ seqs: entries.map(({ seq }) => seq), damage: damage?.kind === 'absent' ? undefined : damage }).toEqual({
    seqs: Array.from({ length: left }, (_, n) => n + 1),
    damage: undefined,
  });
});

test.for(['', '0:before', '7:after', 'x'])('told %j, it lives', async (at) => {
  const path = join(await tempFolder(), 'journal.jsonl');
  const child = spawn(process.execPath, [WRITER, path], { env: { ...process.env, [CRASH_AT]: at }, stdio: 'inherit' });
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect((await readJournal(path)).entries).toHaveLength(6);
});
