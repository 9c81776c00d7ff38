import { folderOrStop } from '../open-case.ts';
import { settingsOf } from '../settings.ts';
import { tellCase } from '../tell-case.ts';

/** Stops a run. What was changed stays as it is: `ir release` puts it back, as a run of its own. */
export const command = async (options: Record<string, unknown>, name = ''): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const because = typeof options['because'] === 'string' ? options['because'] : 'no reason given';
  const by = settings.operator;
  return tellCase(await folderOrStop(name), settings, {
    letter: { is: 'abort', because, by },
    facts: () => [{ is: 'aborted', by, because }],
    resume: false,
    done: 'aborted; what was changed stands',
  });
};
