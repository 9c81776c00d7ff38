import { folderOrStop } from '../open-case.ts';
import { settingsOf } from '../settings.ts';
import { tellCase } from '../tell-case.ts';

export const command = async (options: Record<string, unknown>, name = '', ...words: string[]): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const [text, by] = [words.join(' '), settings.operator];
  return tellCase(await folderOrStop(name), settings, {
    letter: { is: 'note', text, by },
    facts: () => [{ is: 'noted', text, by }],
    resume: false,
    done: 'note',
  });
};
