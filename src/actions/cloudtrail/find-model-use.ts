import { count, flag, instanceId, list, maybe, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';
import { lookUp, type Region } from '../shared/lookups.ts';
import { homeOf } from '../shared/regions.ts';
import { asEvent } from '../shared/trail-event.ts';

/** Bedrock records calls of models as management events. */
const SOURCE = 'bedrock.amazonaws.com';
const CALLS = /^(InvokeModel|Converse)/;
const SECONDS = 40;

/**
 * Models that were called with the instance's own credentials since the earliest sign, and from where: whoever holds the
 * token talks to them at the owner's cost. Up to 15 minutes late: no record does not mean not done (T16).
 */
export const findModelUse = looks({
  title: 'Find use of models with the instance’s credentials',
  calls: ['cloudtrail:LookupEvents'],
  input: { instanceId: instanceId('The instance'), zone: maybe(text('Its zone')) },
  output: {
    calls: count('Calls'),
    ips: list(text('From')),
    truncated: flag('Was anything not read?'),
    summary: text('In one line'),
  },
  async run(aws, { instanceId: id, zone }, use) {
    const name = homeOf(zone, []).home;
    const region: Region = { name, turns: [] };
    const window = { from: use.since, to: use.now(), end: performance.now() + SECONDS * 1_000 };
    const { events, gap } = await lookUp(aws, region, { key: 'EventSource', value: SOURCE }, window, use);
    const own = events.map((event) => asEvent(event, name, id)).filter((event) => event.own && CALLS.test(event.name));
    const ips = [...new Set(own.flatMap(({ ip }) => ip ?? []))];
    const said =
      own.length === 0
        ? 'no call of a model by this instance is recorded'
        : `${own.length} calls of models, from ${ips.join(', ') || 'unknown'}`;
    return {
      calls: own.length,
      ips,
      truncated: gap !== undefined,
      summary: gap !== undefined ? `${said}; not all could be read` : said,
    };
  },
});
