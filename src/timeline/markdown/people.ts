import type { Approval, Timeline } from '../timeline.ts';
import { momentOf, stampOf } from '../words.ts';
import { prose, value } from './prose.ts';
import { type Cells, section, table } from './table.ts';

const moment = (at: string | undefined): string => (at === undefined ? 'not yet' : stampOf(at));
export const unknowns = ({ unknowns: all }: Timeline): readonly string[] =>
  section(
    'What is not known',
    table(
      ['Kind', 'What', 'Because'],
      all.map((one): Cells => [one.is, prose(one.what), prose(one.because)]),
    ),
    'Nothing that the journal could tell.',
  );
export const attestations = ({ attestations: all }: Timeline): readonly string[] =>
  section(
    'Done by hand',
    table(
      ['What', 'Asked (UTC)', 'Attested (UTC)', 'By', 'In their words'],
      all.map((one): Cells => [
        prose(one.what),
        stampOf(one.from),
        one.at === undefined ? '**open**' : stampOf(one.at),
        one.by === undefined ? '–' : prose(one.by),
        one.proof.map(([question, answer]) => `${prose(question)} ${prose(answer)}`).join('; ') || '–',
      ]),
    ),
    'Nothing was asked of people.',
  );

const answerOf = ({ answer, own }: Approval): string =>
  answer === 'open' ? '**open**' : `${answer === 'denied' ? 'declined' : answer}${own ? ', self-approved' : ''}`;
export const approvals = ({ approvals: all }: Timeline): readonly string[] =>
  section(
    'Approvals',
    table(
      ['Question', 'Shown with it', 'Asked (UTC)', 'Answered (UTC)', 'Answer', 'By', 'How'],
      all.map((one): Cells => [
        `${prose(one.question)}${one.destroys ? ' (**destroys**)' : ''}${one.hits === undefined ? '' : ` Others hit: ${one.hits}.`}`,
        one.shown === '' ? '–' : prose(one.shown),
        stampOf(one.asked),
        moment(one.answered),
        answerOf(one),
        one.by === undefined ? '–' : prose(one.by),
        one.how === undefined ? '–' : prose(one.how),
      ]),
    ),
    'None was asked for.',
  );
export const next = ({ next: all }: Timeline): readonly string[] =>
  section(
    'What to do next',
    table(
      ['What', 'Command'],
      all.map((one): Cells => [prose(one.says), value(one.command)]),
    ),
  );

/** Left empty on purpose: causes and judgements are for the people who review. */
export const lessons = (): readonly string[] => [
  '## Lessons learned',
  '',
  ...[
    'Impact',
    'Contributing factors',
    'What went well',
    'What did not go well',
    'Where we were lucky',
    'Messages sent',
  ].flatMap((heading) => [`### ${heading}`, '', '…', '']),
  '### Action items',
  '',
  ...table(['What', 'Owner', 'Due'], [['…', '…', '…']]),
  '',
];
export const colophon = ({ written, facts }: Timeline): readonly string[] => [
  '---',
  '',
  `Told from ${written.lines} lines of the journal of case ${prose(facts.name)}, as of ${momentOf(written.asOf)}. Written ${momentOf(written.at)} by ir ${prose(written.version)}.`,
];
