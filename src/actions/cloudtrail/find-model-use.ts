import { count, flag, instanceId, list, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';
import { type Answer, lookUp, type Region } from '../shared/lookups.ts';
import { asEvent } from '../shared/trail-event.ts';

const NAMES = ['InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream'];
const SECONDS = 40;

/**
 * Models that were called with the instance's own credentials since the earliest sign, and from where: whoever holds the
 * token talks to them at the owner's cost. Up to 15 minutes late: no record does not mean not done (T16).
 */
export const findModelUse = looks({
  title: 'Find use of models with the instance’s credentials',
  calls: ['cloudtrail:LookupEvents'],
  input: { instanceId: instanceId('The instance'), region: text('Region') },
  output: {
    calls: count('Calls'),
    ips: list(text('From')),
    truncated: flag('Was anything not read?'),
    summary: text('In one line'),
  },
  async run(aws, { instanceId: id, region: name }, use) {
    const region: Region = { name, starts: [] };
    const window = { from: use.since, to: use.now(), end: performance.now() + SECONDS * 1_000 };
    const answers: Answer[] = [];
    for (const value of NAMES) answers.push(await lookUp(aws, region, { key: 'EventName', value }, window, use));
    const own = answers
      .flatMap(({ events }) => events.map((event) => asEvent(event, name, id)))
      .filter((event) => event.own);
    const ips = [...new Set(own.flatMap(({ ip }) => ip ?? []))];
    const gaps = answers.flatMap(({ gap }) => gap ?? []);
    const said =
      own.length === 0
        ? 'no call of a model by this instance is recorded'
        : `${own.length} calls of models, from ${ips.join(', ') || 'unknown'}`;
    return {
      calls: own.length,
      ips,
      truncated: gaps.length > 0,
      summary: gaps.length > 0 ? `${said}; not all could be read` : said,
    };
  },
});
