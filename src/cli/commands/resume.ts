import { folderOrStop } from '../open-case.ts';
import { resumeCase } from '../resume-case.ts';
import { settingsOf } from '../settings.ts';

export const command = async (options: Record<string, unknown>, name = ''): Promise<number> =>
  resumeCase(await folderOrStop(name), settingsOf(options, process.env));
