import type { CaseState } from '../../engine/index.ts';
import type { Change, DeadlineRow, Over, Row } from '../timeline.ts';
import { clockOf, count, momentOf, span, spanUp } from '../words.ts';

const opening = ({ opened, target, clocks }: CaseState): string => {
  const alert = opened.alerted === undefined ? '' : `An alert came at ${momentOf(opened.alerted)}. `;
  const how = { live: '', drill: ' as a drill', 'dry-run': ' as a dry run' }[opened.mode];
  return `${alert}${opened.operator} opened case ${opened.name}${how} at ${momentOf(opened.at)}: ${opened.plan.title}, against ${target}, severity ${clocks.severity}.`;
};
const doing = ({ steps, opened }: CaseState, changes: readonly Change[]): string => {
  const ended = (does: string): number => steps.filter((step) => step.does === does && step.is === 'ended').length;
  const failed = steps.filter((step) => step.is === 'failed').length;
  const lost = steps.filter((step) => step.is === 'skipped' && step.skip?.counts !== 'fine').length;
  const what =
    opened.mode === 'dry-run'
      ? `ir read ${count(ended('looks'), 'thing')} and changed nothing`
      : `ir made ${count(changes.filter(({ does }) => does === 'changes').length, 'change')}, took ${ended('keeps') === 0 ? 'no evidence' : `${count(ended('keeps'), 'piece')} of evidence`}, and destroyed ${ended('destroys') === 0 ? 'nothing' : count(ended('destroys'), 'thing')}`;
  const not = [
    ...(failed > 0 ? [`${count(failed, 'step')} failed`] : []),
    ...(lost > 0 ? [`${count(lost, 'step')} ${lost === 1 ? 'was' : 'were'} not done or put off`] : []),
  ];
  return `${what}${not.length === 0 ? '' : `; ${not.join(', ')}`}.`;
};
/** What came of it, past tense; “Is it over?” says it exactly. */
const CAME: Readonly<Record<Over['is'], string>> = {
  contained: 'It was contained, proven.',
  unproven: 'It was contained as far as was done, unproven.',
  'not contained': 'It was NOT CONTAINED.',
  waiting: 'It was not contained: containing waited for a person.',
  released: 'It was released again.',
  'under way': 'Whether it was contained was not decided yet.',
  'evidence only': 'Only evidence was taken; nothing was contained.',
  'dry run': 'Nothing was to be contained: it was a dry run.',
};
const outcome = (over: Over, deadlines: readonly DeadlineRow[], rows: readonly Row[]): string => {
  const timed = deadlines
    .filter(({ phase }) => phase === 'isolate' || phase === 'revoke')
    .map(({ phase, spent, budget, late }) => {
      const of = budget === undefined ? '' : ` of ${span(budget)}`;
      return spent === undefined
        ? `${phase} was not done${late ? ', late' : ''}`
        : `${phase} took ${spanUp(spent)}${of}${late ? ', late' : ''}`;
    });
  const suspect = rows.filter(({ who }) => who === 'suspect');
  const [first, last] = [suspect[0], suspect.at(-1)];
  const seen =
    first && last
      ? ` CloudTrail showed ${count(suspect.length, 'call')} by the suspect, from ${clockOf(first.at)} to ${clockOf(last.at)}.`
      : '';
  return `${over.is === 'contained' && over.rows.some((row) => row.is === 'attested') ? 'It was contained, in part by a person’s or the host’s word alone.' : CAME[over.is]}${timed.length === 0 ? '' : ` ${timed.join('; ')}.`}${seen}`;
};

/** Three lines for somebody who reads no further. No causes: they belong to the review. */
export const happenedOf = (
  state: CaseState,
  changes: readonly Change[],
  over: Over,
  deadlines: readonly DeadlineRow[],
  rows: readonly Row[],
): readonly string[] => [opening(state), doing(state, changes), outcome(over, deadlines, rows)];
