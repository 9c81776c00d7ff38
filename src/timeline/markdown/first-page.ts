import type { DeadlineRow, Facts, Timeline } from '../timeline.ts';
import { asWords, clockOf, count, momentOf, span, spanUp, stampOf, WORDS } from '../words.ts';
import { prose, value } from './prose.ts';
import { type Cells, section, table } from './table.ts';

const MARKED = {
  DRILL: '**DRILL.** This happened in the range, a simulated AWS. No real account was touched.',
  'DRY RUN': '**DRY RUN.** Nothing was changed. What stands here was read, or is what would have come of it.',
} as const;
export const watermark = ({ mark }: Timeline): readonly string[] =>
  mark === undefined ? [] : [`> ${MARKED[mark]}`, ''];

export const title = ({ mark, facts }: Timeline): readonly string[] => [
  `# ${mark === undefined ? '' : `${mark} · `}${prose(facts.name)} ${prose(facts.title)}`,
  '',
];
export const happened = ({ happened: lines }: Timeline): readonly string[] =>
  section(
    'What happened',
    lines.map((line) => `- ${prose(line)}`),
  );

const stamp = (at: string | undefined): string => (at === undefined ? '–' : stampOf(at));
const moment = (at: string | undefined): string => (at === undefined ? '–' : momentOf(at));
export const over = ({
  over: { says, rows, closed, open, notApplicable, notCovered },
}: Timeline): readonly string[] => {
  const cells = rows.map((row): Cells => [
    prose(row.noun),
    row.is === 'proven' ? row.is : `**${row.is}**`,
    prose(row.what),
    row.because === undefined ? '–' : prose(row.because),
    stamp(row.at),
    row.by === undefined ? '–' : WORDS[row.by],
  ]);
  const waits = open === 0 ? 'Nothing is open for people.' : `Open for people: ${open} (see “What to do next”).`;
  const stands = closed && closed.stands.length > 0 ? `; still standing: ${closed.stands.map(prose).join(', ')}` : '';
  const end = closed
    ? [`Closed as ${prose(closed.as)} by ${prose(closed.by)} at ${momentOf(closed.at)}${stands}.`, '']
    : [];
  return section('Is it over?', [
    `**${prose(says)}** ${waits}`,
    '',
    ...end,
    ...table(['Noun', 'State', 'By what', 'Why, or what was read', 'Read (UTC)', 'By whose word'], cells),
    ...(notApplicable.length === 0 ? [] : ['', `Nothing to contain: ${notApplicable.map(prose).join('; ')}.`]),
    ...(notCovered.length === 0 ? [] : ['', `Not covered: ${notCovered.map(prose).join('; ')}.`]),
  ]);
};

const severityOf = ({ severity, severities }: Facts): string =>
  severities.length < 2
    ? severity
    : `${severity} (${severities.map((one) => `${one.severity} by ${prose(one.by)} at ${momentOf(one.at)}`).join(', then ')})`;
export const facts = ({ facts: it }: Timeline): readonly string[] => {
  const mode = it.mode === 'dry-run' ? 'dry run' : it.mode;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Case', `${value(it.name)} (${value(it.id)})`],
    ['Playbook', `${prose(it.title)} (${value(it.playbook)})`],
    ['Target', value(it.target)],
    ...it.inputs.map(([name, answer]): readonly [string, string] => [`Asked: ${prose(asWords(name))}`, value(answer)]),
    ['Account', it.account === undefined ? 'not read' : value(it.account)],
    ['Region', value(it.region)],
    ['Mode', `${mode}${it.evidenceOnly ? ', evidence only' : ''}`],
    ['Scenario', it.scenario === undefined ? undefined : value(it.scenario)],
    ['Endpoint', it.endpoint === undefined ? it.platform : value(it.endpoint)],
    ['Severity', severityOf(it)],
    ['Operator', it.operators.map(prose).join(', then ')],
    ...it.identities.map(({ arn, suspect }): readonly [string, string] => [
      `Acted in ${it.platform} as`,
      `${value(arn)}${suspect ? ' (**the suspect’s own**)' : ''}`,
    ]),
    ['Target’s claim', it.claim === undefined ? undefined : prose(it.claim)],
    ...it.hazards.map((hazard): readonly [string, string] => ['Hazard', prose(hazard)]),
    ['Began (earliest sign)', it.began === undefined ? 'not said' : moment(it.began)],
    ['Alerted', it.alerted === undefined ? 'no alert; the clocks started when it was declared' : moment(it.alerted)],
    ['Declared', moment(it.declared)],
  ];
  return section(
    'The incident',
    table(
      ['What', 'Value'],
      rows.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
    ),
  );
};

const spentOf = ({ spent, budget, done }: DeadlineRow): string => {
  const used = spent === undefined || done === undefined ? 'not done' : spanUp(spent);
  return budget === undefined ? `${used}, no limit` : `${used} of ${span(budget)}`;
};
const slackOf = ({ spent, budget, late }: DeadlineRow): Cells => {
  if (budget === undefined || spent === undefined) return ['–', late ? '**late**' : 'no'];
  const left = budget - spent;
  return [left < 0 ? 'none' : span(left), left < 0 ? `**late by ${spanUp(left)}**` : late ? '**late**' : 'no'];
};
export const deadlines = ({ deadlines: rows, waits }: Timeline): readonly string[] => {
  const clocks = rows.map((row): Cells => [
    row.phase,
    stamp(row.deadline),
    `${stamp(row.done)}${row.putOff > 0 ? `; ${count(row.putOff, 'step')} put off` : ''}`,
    spentOf(row),
    ...slackOf(row),
    row.waited < 1000 ? '–' : span(row.waited),
  ]);
  const people = waits.map(({ what, phase, from, to }): Cells => [
    prose(what),
    phase,
    clockOf(from),
    to === undefined ? 'not yet' : clockOf(to),
    to === undefined ? '–' : span(Date.parse(to) - Date.parse(from)),
  ]);
  return section('Times against deadlines', [
    ...table(
      ['Phase', 'Deadline (UTC)', 'Done (UTC)', 'Spent of budget', 'Slack', 'Late', 'Of it, waiting for people'],
      clocks,
    ),
    ...(people.length === 0
      ? []
      : ['', 'Waits for people:', '', ...table(['What', 'Phase', 'Asked (UTC)', 'Answered (UTC)', 'Waited'], people)]),
  ]);
};
