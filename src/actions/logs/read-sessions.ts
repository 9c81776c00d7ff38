import { failedBecause } from '../../aws/index.ts';
import { count, flag, instanceId, maybe, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';
import { scrubText } from '../../redact/index.ts';
import { everyPage } from '../shared/every-page.ts';

/** Where the seeds have Session Manager log to. */
const GROUP = '/aws/ssm/session-logs';
const MOST = 2_000;

/** What was typed in Session Manager sessions, where an account logs that: kept as a file, secrets masked. */
export const readSessions = looks({
  title: 'Read the logs of Session Manager',
  calls: ['logs:FilterLogEvents'],
  input: { instanceId: instanceId('The instance') },
  output: {
    isLogged: flag('Are sessions logged?'),
    lines: count('Lines'),
    file: maybe(text('File of the case')),
    summary: text('In one line'),
  },
  async run(aws, { instanceId: id }, use) {
    try {
      const events = await everyPage(
        (nextToken) =>
          aws('logs:FilterLogEvents', {
            logGroupName: GROUP,
            startTime: use.since.getTime(),
            limit: MOST,
            ...(nextToken === undefined ? {} : { nextToken }),
          }),
        (page) => page.events,
        (page) => page.nextToken,
      );
      const lines = events.map(
        ({ timestamp = 0, logStreamName = '', message = '' }) =>
          `${new Date(timestamp).toISOString()} ${logStreamName} ${message}`,
      );
      if (lines.length === 0) return { isLogged: true, lines: 0, summary: 'no session is logged since then' };
      const { file } = await use.keep('ssm-sessions.txt', Buffer.from(scrubText(lines.join('\n'))));
      const mine = lines.filter((line) => line.includes(id)).length;
      return {
        isLogged: true,
        lines: lines.length,
        file,
        summary: `${lines.length} lines, ${mine} of them name ${id}`,
      };
    } catch (error) {
      if (!failedBecause(error, 'not-found')) throw error;
      return { isLogged: false, lines: 0, summary: `unknown: there is no log group ${GROUP}` };
    }
  },
});
