import type { CaseState, Question } from '../../engine/index.ts';
import { inert } from '../../redact/index.ts';
import { hang, pad } from '../lines.ts';
import { memberOf } from '../names.ts';
import { type Look, type Paint, paintOf } from '../paint.ts';
import { walk } from '../../plan/index.ts';
import { secondsBetween, span } from '../times.ts';
import { label, shown } from '../values.ts';
import { widthOf } from '../width.ts';

const UNDER = 13;
const AFTER = {
  hold: 'nothing happens then; it can be asked again',
  proceed: 'it goes on without an answer then',
  stop: 'what stands behind it is skipped then',
} as const;

/** What a person types to approve what can't be put back: the thing itself. */
export const wordOf = (question: Question, state: CaseState | undefined): string => {
  const key = question.is === 'gate' ? question.gate : question.key;
  return memberOf(key) ?? state?.target ?? key;
};
/** What is lost by the steps that stand behind a gate. */
const losses = (gate: string, state: CaseState | undefined): readonly string[] => {
  const plan = state?.opened.plan;
  if (!plan) return [];
  const behind = [...walk(plan.nodes)].filter((node) => node.kind === 'step' && node.behind === gate);
  const because = behind.map((node) => (node.kind === 'step' ? plan.actions[node.action]?.because : undefined));
  return [...new Set(because.filter((each) => each !== undefined))];
};

const hitsText = ({ hits, asked }: Extract<Question, { is: 'gate' }>, paint: Paint): string => {
  if (hits > 0) return paint.doubt(hits === 1 ? '1 other' : `${hits} others`);
  return asked.hits === undefined ? paint.doubt('not known how many others') : 'nobody else (0 others)';
};

/** A question with all that a person needs to answer it: what, why, loses, proof, how long. */
export const questionLines = (
  question: Question,
  state: CaseState | undefined,
  now: Date,
  look: Look,
): readonly string[] => {
  const paint = paintOf(look);
  const row = (head: string, text: string): readonly string[] => hang(`  ${head}`, text, look.columns, UNDER);
  const rows = (shows: Readonly<Record<string, unknown>>): readonly string[] =>
    Object.entries(shows).flatMap(([path, value]) => {
      const head = label(path).replace(/^./, (first) => first.toUpperCase());
      return hang(
        `  ${widthOf(head) < UNDER - 3 ? pad(head, UNDER - 2) : `${head}  `}`,
        shown(value),
        look.columns,
        UNDER,
      );
    });
  const left = (until: string): string => `in ${span(secondsBetween(now, until))}`;
  if (question.is === 'by-hand')
    return [
      ...row(paint.strong('By hand'), inert(question.node.instruction)),
      ...rows(question.awaited.shows),
      ...row('Expires', `${left(question.awaited.until)}; it then stays open in the case`),
    ];
  const { node, destroys, hits, asked } = question;
  const kind = destroys ? paint.bad('destroys: can’t be put back') : 'can be put back';
  return [
    ...row(paint.strong('Approval'), `${inert(node.question)}   ${kind}`),
    ...rows(asked.shows),
    ...losses(node.id, state).flatMap((loss) => row('Loses', inert(loss))),
    ...(node.hits === undefined && hits === 0 ? [] : row('Also hits', hitsText(question, paint))),
    ...row('Expires', `${left(asked.until)}; ${AFTER[node.onTimeout]}`),
  ];
};
