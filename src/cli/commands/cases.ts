import { existsSync } from 'node:fs';
import { findCase } from '../../case/index.ts';
import { stateOf } from '../../engine/index.ts';
import { holderOf } from '../../journal/index.ts';
import { caseRow, renderCases, screenOf } from '../../terminal/index.ts';
import { allCases, homeOrStop, readCase } from '../open-case.ts';
import { settingsOf } from '../settings.ts';
import { jsonLine } from '../json.ts';

/** One line per case of this machine, the most urgent clock first. A journal that can't be read is named, not hidden. */
export const command = async (options: Record<string, unknown>): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const home = await homeOrStop();
  const rows = [];
  for (const listed of await allCases()) {
    const found = await findCase(home, listed.id);
    // A folder without a journal is no case: whoever made it was stopped before the case was opened.
    if (!found.ok || !existsSync(found.folder.journal)) continue;
    try {
      const { entries } = await readCase(found.folder);
      rows.push(caseRow(stateOf(entries), new Date(), (await holderOf(found.folder.lock)) !== undefined));
    } catch (error) {
      process.stderr.write(`${listed.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  if (settings.json) process.stdout.write(jsonLine(rows));
  else if (settings.jsonl) for (const row of rows) process.stdout.write(jsonLine(row));
  else process.stdout.write(renderCases(rows, settings.program, screenOf(process, { ...settings, noInput: true })));
  return 0;
};
