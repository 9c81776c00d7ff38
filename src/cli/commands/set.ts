import { DEADLINES } from '../../engine/index.ts';
import { SEVERITIES } from '../../language/index.ts';
import { folderOrStop } from '../open-case.ts';
import { timeOf } from '../open-entry.ts';
import { settingsOf } from '../settings.ts';
import { usage } from '../stop.ts';
import { tellCase } from '../tell-case.ts';

/** Changes severity or the earliest sign. Recorded; the clocks are worked out again from the alert. */
export const command = async (options: Record<string, unknown>, name = ''): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const severity = SEVERITIES.find((one) => one === options['severity']);
  const began = timeOf(options, 'began', new Date());
  if (!severity && !began) throw usage('nothing to set', `set ${name} --severity critical, or --began 08:00`);
  const change = {
    ...(severity ? { severity, deadlines: DEADLINES[severity] } : {}),
    ...(began ? { began: began.toISOString() } : {}),
    by: settings.operator,
  };
  return tellCase(await folderOrStop(name), settings, {
    letter: { is: 'set', ...change },
    facts: () => [{ is: 'set', ...change }],
    resume: false,
    done: 'set',
  });
};
