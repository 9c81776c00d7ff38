import { stateOf } from '../../engine/index.ts';
import { writeTimeline } from '../../timeline/index.ts';
import { folderOrStop, readCase } from '../open-case.ts';
import { settingsOf } from '../settings.ts';
import { jsonLine } from '../json.ts';

/** Writes the timeline document from the journal as it is now. */
export const command = async (options: Record<string, unknown>, name = ''): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const folder = await folderOrStop(name);
  const { entries, damage } = await readCase(folder);
  const { file, sha256 } = await writeTimeline(folder.path, stateOf(entries), {
    program: settings.program,
    writtenAt: new Date(),
  });
  if (damage !== undefined)
    process.stderr.write(`The journal is damaged: ${damage}. The timeline tells what stands before that.\n`);
  process.stdout.write(settings.json ? jsonLine({ file, sha256 }) : `${file}\n`);
  return damage === undefined ? 0 : 1;
};
