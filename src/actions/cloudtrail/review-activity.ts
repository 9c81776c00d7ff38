import { decodeTime } from 'ulid';
import {
  accessKeyId,
  count,
  flag,
  instanceId,
  list,
  maybe,
  record,
  roleId,
  roleName,
  text,
} from '../../fields/index.ts';
import { Cannot, looks } from '../../language/index.ts';
import { networkInterface } from '../shared/interfaces.ts';
import { type Answer, lookUp, type Query, type Region } from '../shared/lookups.ts';
import { homeOf } from '../shared/regions.ts';
import { regionsOf } from '../shared/sharers.ts';
import { asEvent, inOrder, mostTelling, rolesIn, touches, trailEvent } from '../shared/trail-event.ts';

const DAY_MS = 86_400_000;
/** Below the longest cap of a step, so that what was read is kept. */
const SECONDS = 45;
const MOST_ROWS = 100;
const MOST_KEYS = 5;
const MODEL_CALL = /^(InvokeModel|Converse)/;

const usedRole = record('A role', { roleName: roleName('The role'), roleId: roleId('Its unique id') }, 'roleId');

/**
 * What the instance did and what was done to it: by its own session name in every region of the account (stolen
 * credentials are used where nobody looks) and by its id. Where that finds anything of its own, or that touched it before
 * the case, by each temporary key and by its interfaces too: each costs half a second of AWS's limit. From a day before the
 * earliest sign. Management events only, and up to 15 minutes late or more: no record does not mean not done (T16). All
 * events are a file of the case, the most telling ones stand in the journal.
 */
export const reviewActivity = looks({
  title: 'Review what CloudTrail has recorded',
  calls: ['cloudtrail:LookupEvents', 'ec2:DescribeRegions'],
  input: {
    instanceId: instanceId('The instance'),
    zone: maybe(text('Its zone')),
    interfaces: maybe(list(networkInterface)),
  },
  output: {
    events: count('Events'),
    byInstance: count('Events done with the instance’s own credentials'),
    /** At the owner's cost: Bedrock records calls of models as management events. */
    modelCalls: count('Calls of models with the instance’s own credentials'),
    file: maybe(text('File of the case')),
    sha256: maybe(text('SHA-256')),
    suspectKeys: list(accessKeyId('Temporary keys of the instance')),
    ips: list(text('Addresses from which they were used')),
    /** Its sessions' roles, where an instance has no profile now but had one. */
    roles: list(usedRole),
    truncated: flag('Was anything not read?'),
    gaps: list(text('What was not read, and why')),
    rows: list(trailEvent),
  },
  async run(aws, { instanceId: id, zone, interfaces = [] }, use) {
    const { home, everywhere } = homeOf(zone, await regionsOf(aws).catch(() => []));
    const regions = everywhere.map((name): Region => ({ name, turns: [] }));
    const to = use.now();
    const window = { from: new Date(use.since.getTime() - DAY_MS), to, end: performance.now() + SECONDS * 1_000 };
    const ask = async (
      queriesOf: (region: string) => readonly Query[],
    ): Promise<readonly (Answer & { region: string })[]> =>
      Promise.all(
        regions.flatMap((region) =>
          queriesOf(region.name).map(async (query) => ({
            ...(await lookUp(aws, region, query, window, use)),
            region: region.name,
          })),
        ),
      );
    const eventsIn = (answers: readonly (Answer & { region: string })[]) =>
      answers.flatMap(({ events, region }) => events.map((event) => asEvent(event, region, id)));

    const first = await ask((region) => [
      { key: 'Username', value: id },
      ...(region === home ? [{ key: 'ResourceName', value: id } as const] : []),
    ]);
    const seen = eventsIn(first);
    // CloudTrail's times are whole seconds.
    const opened = Math.floor(decodeTime(use.caseId) / 1000) * 1000;
    const isTraced = seen.some((event) => event.own || (Date.parse(event.at) < opened && touches(event)));
    const keys = [...new Set(seen.flatMap(({ own, accessKeyId: key }) => (own && key?.startsWith('ASIA') ? key : [])))];
    const byKey = keys.slice(0, MOST_KEYS).map((value): Query => ({ key: 'AccessKeyId', value }));
    const byInterface = interfaces.map(({ interfaceId: value }): Query => ({ key: 'ResourceName', value }));
    const second = await ask((region) => (isTraced ? [...byKey, ...(region === home ? byInterface : [])] : []));
    const answers = [...first, ...second];
    const gaps = answers.flatMap(({ gap }) => gap ?? []);
    if (gaps.length === answers.length && answers.length > 0) throw new Cannot(`nothing could be read: ${gaps[0]}`);
    const events = inOrder([...new Map(eventsIn(answers).map((event) => [event.eventId, event])).values()]);
    const own = events.filter((event) => event.own);
    use.say(`${events.length} events, ${own.length} of them by the instance itself`);
    const lines = events.map((event) => `${JSON.stringify(event)}\n`).join('');
    const kept = events.length === 0 ? undefined : await use.keep('cloudtrail.jsonl', Buffer.from(lines));
    return {
      events: events.length,
      byInstance: own.length,
      modelCalls: own.filter(({ name }) => MODEL_CALL.test(name)).length,
      file: kept?.file,
      sha256: kept?.sha256,
      suspectKeys: keys,
      ips: [...new Set(own.flatMap(({ ip }) => ip ?? []))].slice(0, 20),
      roles: rolesIn(own),
      truncated: gaps.length > 0,
      gaps,
      rows: mostTelling(events, MOST_ROWS),
    };
  },
});
