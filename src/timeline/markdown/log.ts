import type { Row, Source, Timeline, Unconfirmed } from '../timeline.ts';
import { alike, clockOf, count, dayOf, momentOf, sinceStart } from '../words.ts';
import { prose, value } from './prose.ts';
import { type Cells, section, table } from './table.ts';

const sourceOf = (source: Source): string => {
  switch (source.is) {
    case 'journal':
      return `journal line ${source.line}`;
    case 'cloudtrail':
      return `CloudTrail ${value(source.eventId)}`;
    case 'file':
      return value(source.file);
  }
};
const MOST_SOURCES = 4;
const sourcesOf = (sources: readonly Source[]): string => {
  const rest = sources.length - MOST_SOURCES;
  return `${sources.slice(0, MOST_SOURCES).map(sourceOf).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
};

/** Rows that say the same one after another, as one: a suspect may call a thing a thousand times. */
const runs = (rows: readonly Row[]): readonly (readonly [Row, ...Row[]])[] => {
  const found: [Row, ...Row[]][] = [];
  const says = (row: Row): string => JSON.stringify([row.who, row.name, row.what, row.arrivedLate, dayOf(row.at)]);
  for (const row of rows) {
    const last = found.at(-1);
    if (last && says(last[0]) === says(row) && last[0].sources[0]?.is === 'cloudtrail') last.push(row);
    else found.push([row]);
  }
  return found;
};
const rowOf = (run: readonly [Row, ...Row[]]): Cells => {
  const [row] = run;
  const last = run.at(-1) ?? row;
  const who = row.who === 'suspect' || row.who === 'unknown' ? `**${row.who}**` : row.who;
  const times = run.length > 1 ? `; ${run.length} times, until ${clockOf(last.at)}` : '';
  const late =
    row.arrivedLate === undefined ? '' : `; **arrived late**, not in the record before ${momentOf(row.arrivedLate)}`;
  const back = row.steppedBack ? '; **the clock had stepped back**' : '';
  return [
    clockOf(row.at),
    sinceStart(row.since),
    row.name === undefined ? who : `${who} ${prose(row.name)}`,
    `${prose(row.what)}${times}`,
    `${sourcesOf(row.sources)}${run.length > 1 ? ` and ${run.length - 1} more` : ''}${late}${back}`,
  ];
};

/** Records of this program’s own calls stand behind the lines they confirm; a write that confirms no line stands alone. */
const isShown = ({ own }: Row): boolean => own === undefined || (own.confirms === undefined && own.writes);
export const log = ({ rows, facts }: Timeline): readonly string[] => {
  const shown = rows.filter(isShown);
  const hidden = rows.length - shown.length;
  const days = alike(runs(shown), ([row]) => dayOf(row.at));
  const body = days.flatMap((day) => [
    `### ${dayOf(day[0][0].at)}`,
    '',
    ...table(['UTC', 'T+', 'Who', 'What', 'Source'], day.map(rowOf)),
    '',
  ]);
  const zero = facts.alerted === undefined ? 'the declaration' : 'the alert';
  return section('Timeline', [
    `All times are UTC; T+ counts from ${zero}. “ir” is the program, “responder” who ran the case, “colleague” another person whom the journal names, “suspect” the target’s own principal or its keys. In CloudTrail’s rows, a responder and a colleague are told by name alone.`,
    ...(hidden > 0
      ? [
          '',
          `${count(hidden, 'CloudTrail record')} of ir’s own calls ${hidden === 1 ? 'is' : 'are'} not repeated here: writes stand as a source of the line that they confirm.`,
        ]
      : []),
    '',
    ...body.slice(0, -1),
  ]);
};

const unconfirmedOf = (group: readonly [Unconfirmed, ...Unconfirmed[]]): Cells => {
  const [one] = group;
  const requests = group.flatMap(({ requestId }) => (requestId === undefined ? [] : [requestId]));
  const rest = requests.length - MOST_SOURCES;
  return [
    clockOf(one.at),
    value(one.call),
    prose(one.what),
    `journal line ${one.line}`,
    requests.length === 0
      ? '–'
      : `${requests.slice(0, MOST_SOURCES).map(value).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
  ];
};
/** Most records have been delivered by then (T16). */
const DELIVERY_MS = 15 * 60_000;
/** T16: no record does not mean not done. */
export const unconfirmed = ({ unconfirmed: all, reviewedAt }: Timeline): readonly string[] => {
  if (all.length === 0) return [];
  const last = reviewedAt.at(-1);
  const young = all.filter(({ at }) => last !== undefined && Date.parse(last) - Date.parse(at) < DELIVERY_MS).length;
  const read =
    last === undefined
      ? ''
      : ` The last review was kept at ${momentOf(last)}; ${young} of the ${all.length} were sent less than 15 minutes before that, or later.`;
  return section('Not confirmed by CloudTrail', [
    `The journal has these writes of ir, and the CloudTrail reviews of this case do not show them. No record does not mean not done.${read}`,
    '',
    ...table(
      ['UTC', 'Call', 'For', 'Source', 'Request id'],
      alike(all, ({ call, line }) => JSON.stringify([call, line])).map(unconfirmedOf),
    ),
  ]);
};
