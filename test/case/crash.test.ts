import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { CaseFolder } from '../../src/case/index.ts';
import { CRASH_AT, type Entry, readJournal } from '../../src/journal/index.ts';
import { newCase } from './fixtures.ts';

const RUN = fileURLToPath(new URL('crash-run.ts', import.meta.url));
const EFFECTS = ['each[a]/two', 'each[b]/two', 'each[c]/two', 'one', 'three'];

const go = async (folder: CaseFolder, crashAt: string): Promise<unknown> => {
  const child = spawn(process.execPath, [RUN, JSON.stringify(folder), join(folder.path, 'outside')], {
    env: { ...process.env, [CRASH_AT]: crashAt },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal ?? code;
};
const count = (entries: readonly Entry[], is: Entry['is']): number => entries.filter((entry) => entry.is === is).length;

/** Some ninety processes, two at a time. */
const PATIENCE_MS = 300_000;

test(
  'killed before and after every line that it writes, a run that goes on makes each change exactly once',
  { timeout: PATIENCE_MS },
  async () => {
    const ends: string[] = [];
    let crashes = 0;
    for (let line = 1; ; line += 1) {
      const ended = await Promise.all(
        (['before', 'after'] as const).map(async (when) => {
          const folder = await newCase();
          const first = await go(folder, `${line}:${when}`);
          if (first === 'SIGKILL') crashes += 1;
          const second = first === 'SIGKILL' ? await go(folder, '') : first;
          const { entries, damage } = await readJournal(folder.journal);
          const effects = (await readFile(join(folder.path, 'outside'), 'utf8')).trim().split('\n').toSorted();
          // A draft of a letter whose writer died is none.
          const letters = (await readdir(folder.inbox)).filter((name) => name.endsWith('.json'));
          // Once each, whatever happened: the question, its answer, the deadline, the kept file, every end.
          const counts = (['opened', 'asked', 'answered', 'late', 'kept', 'ended'] as const).map((is) =>
            count(entries, is),
          );
          ends.push(JSON.stringify([second, damage?.kind, effects, counts, letters, await readdir(folder.evidence)]));
          return first;
        }),
      );
      if (!ended.includes('SIGKILL')) break;
    }
    expect(crashes).toBeGreaterThan(35);
    expect([...new Set(ends)]).toEqual([
      JSON.stringify([0, undefined, EFFECTS, [1, 1, 1, 1, 1, 5], [], ['console.txt']]),
    ]);
  },
);
