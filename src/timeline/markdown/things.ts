import type { Change, Timeline } from '../timeline.ts';
import { alike, bytesIn, stampOf, WORDS } from '../words.ts';
import { prose, value } from './prose.ts';
import { type Cells, section, table } from './table.ts';

const moment = (at: string | undefined): string => (at === undefined ? '–' : stampOf(at));
/** A policy’s text stands in the journal; here it would hide the rest. */
const LONGEST = 120;
const brief = (text: string): string => (text.length > LONGEST ? `a text of ${text.length} characters` : prose(text));
const SETTLED: ReadonlySet<Change['stands']> = new Set([
  'stands',
  'was so already',
  'put back',
  'nothing to put back',
  'can’t be put back',
]);
export const changes = ({ changes: all, mark }: Timeline): readonly string[] =>
  section(
    'Changes made',
    table(
      ['Made (UTC)', 'Change', 'Before → after', 'Stands?', 'Last read (UTC)', 'Source'],
      all.map(({ what, line, at, differs, stands, because, read }): Cells => [
        stampOf(at),
        prose(what),
        differs.map((one) => `${prose(one.name)}: ${brief(one.before)} → ${brief(one.after)}`).join('; ') || '–',
        `${SETTLED.has(stands) ? stands : `**${stands}**`}${because === undefined ? '' : `: ${prose(because)}`}`,
        moment(read),
        `journal line ${line}`,
      ]),
    ),
    mark === 'DRY RUN' ? 'None: this was a dry run.' : 'None.',
  );
export const would = ({ would: all }: Timeline): readonly string[] =>
  section(
    'What the writes would have come to',
    table(
      ['Step', 'Call', 'Region', 'Would'],
      all.map((one): Cells => [
        prose(one.what),
        value(one.call),
        value(one.region),
        one.would === 'succeed' ? one.would : `**${one.would}**`,
      ]),
    ),
  );
export const credentials = ({ credentials: all }: Timeline): readonly string[] =>
  section(
    'Credentials touched',
    table(
      ['Credential (id, never its value)', 'What was done', 'State', 'Read (UTC)', 'By whose word'],
      all.map((one): Cells => [
        one.ids === '' ? '–' : prose(one.ids),
        prose(one.what),
        prose(one.state),
        moment(one.at),
        one.by === undefined ? '–' : WORDS[one.by],
      ]),
    ),
    'None.',
  );
export const indicators = ({ indicators: all }: Timeline): readonly string[] =>
  section(
    'Indicators',
    table(
      ['Whose', 'Kind', 'Value', 'First seen (UTC)', 'Last seen (UTC)', 'Times'],
      all.map((one): Cells => [
        one.who,
        one.kind,
        value(one.value),
        stampOf(one.first),
        stampOf(one.last),
        String(one.times),
      ]),
    ),
    'None: no CloudTrail review of this case shows a call by the suspect or by anybody unknown.',
  );

const CUSTODY = {
  'as kept': 'as it was kept',
  changed: '**changed since it was kept**',
  missing: '**missing**',
  'not checked': '**not checked**',
} as const;
export const evidence = ({ files, snapshots }: Timeline): readonly string[] => {
  const kept = table(
    ['File', 'Size', 'SHA-256 when kept', 'Kept (UTC)', 'Now', 'Source'],
    files.map(({ file, bytes, sha256, at, custody, line }): Cells => [
      value(file),
      bytesIn(bytes),
      value(sha256),
      stampOf(at),
      CUSTODY[custody.is],
      `journal line ${line}`,
    ]),
  );
  const taken = table(
    ['Snapshot', 'By', 'Requested (UTC)', 'State, as last seen', 'Request id', 'CloudTrail event', 'Source'],
    alike(snapshots, ({ id }) => id).map(([one]): Cells => [
      value(one.id),
      prose(one.what),
      stampOf(one.at),
      one.states.join(', ') || 'requested; not seen completed',
      one.requestIds.map(value).join(', ') || '–',
      one.eventIds.map(value).join(', ') || 'no record',
      `journal line ${one.line}`,
    ]),
  );
  const note =
    'EBS snapshots can’t be hashed: their id, the request that made them and its CloudTrail event stand for them.';
  return section(
    'Evidence',
    [...kept, ...(taken.length === 0 ? [] : [...(kept.length === 0 ? [] : ['']), note, '', ...taken])],
    'None was kept.',
  );
};
