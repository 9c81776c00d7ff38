import { shownName } from '../../aws/index.ts';
import { type Clocks, DEADLINES, deadlineOf } from '../../engine/index.ts';
import { type Kind, type Phase, PHASES, type Severity } from '../../language/index.ts';
import type { ActionDeclared, Plan } from '../../plan/index.ts';
import { inert } from '../../redact/index.ts';
import { hang, pad, textOf } from '../lines.ts';
import { type Look, type Paint, paintOf, PLAIN } from '../paint.ts';
import { deadlineText } from '../phase-times.ts';
import { span } from '../times.ts';
import { type Outputs, planCounts, type PlanRow, planRows } from './plan-rows.ts';

/** What is known of a run before it begins, besides its plan. All of it is said, none of it is asked. */
export interface PlanFacts {
  /** "the gateway is down for about 20 s" */
  readonly notice?: readonly string[];
  /** What could make it worse: an alarm that reboots the host. */
  readonly hazards?: readonly string[];
  /** "about 0.40 $ a month for what is kept" */
  readonly cost?: string;
  /** What was read of the target by now. */
  readonly outputs?: Outputs;
  /** How many targets fit in the window under AWS's limits. */
  readonly fits?: string;
}
export interface PlanOptions {
  /** A run's own clocks: deadlines by the clock, and how much is left. */
  readonly clocks?: Clocks;
  /** Without clocks: deadlines counted from the alert. */
  readonly severity?: Severity;
  readonly now?: Date;
  readonly facts?: PlanFacts;
  /** Also the AWS calls of each step, how it is proven and how it is put back. */
  readonly detail?: boolean;
}
const DOES_WIDTH = 10;
const DOES: Readonly<Record<Kind, string>> = {
  looks: 'looks',
  keeps: 'keeps',
  changes: 'changes',
  destroys: 'DESTROYS',
};
const phaseOf = (row: PlanRow): Phase | undefined => (row.is === 'step' ? row.node.phase : row.phase);

const heading = (phase: Phase, { clocks, severity, now = new Date() }: PlanOptions): string => {
  const deadline = clocks && deadlineOf(clocks, phase);
  if (deadline) return `${phase}   ${deadlineText(deadline, now)}`;
  const seconds = severity === undefined || clocks ? undefined : DEADLINES[severity][phase];
  return seconds === undefined ? phase : `${phase}   by T+${span(seconds)} at ${severity}`;
};
/** How a step's outcome is known, and how it is put back. */
const proofAndRelease = (action: ActionDeclared): readonly string[] => {
  switch (action.kind) {
    case 'changes':
      return [
        `proven: its state is read back (${inert(action.noun ?? 'other')})`,
        `put back by: ${action.releaseCalls.length === 0 ? 'nothing on AWS' : action.releaseCalls.join(', ')}`,
      ];
    case 'keeps':
      return ['found again by its tags before it is made; kept, never released'];
    case 'destroys':
      return [`no way back: ${inert(action.because ?? '')}`, 'only behind its approval; looked up before a repeat'];
    case 'looks':
      return [];
    default:
      throw new Error(`unknown kind: ${JSON.stringify(action.kind satisfies never)}`);
  }
};
const detailLines = (plan: Plan, row: PlanRow, look: Look, under: number): readonly string[] => {
  const action = row.is === 'step' ? plan.actions[row.node.action] : undefined;
  if (!action || row.is !== 'step') return [];
  const { atMost, behind, needs, optional } = row.node;
  const most = 'seconds' in atMost ? atMost.seconds : atMost.critical.seconds;
  const terms = [
    ...(behind === undefined ? [] : [`behind the approval “${behind}”`]),
    ...(needs.length === 0 ? [] : [`needs ${needs.join(', ')}`]),
    `at most ${most} s`,
    ...(optional ? ['given up where its phase is late'] : []),
  ];
  return [`calls: ${action.calls.map(shownName).join(', ')}`, ...proofAndRelease(action), terms.join('; ')].flatMap(
    (line) => hang(' '.repeat(under), line, look.columns),
  );
};
const rowLines = (plan: Plan, row: PlanRow, detail: boolean, look: Look, paint: Paint): readonly string[] => {
  const margin = 4 + row.depth * 2;
  if (row.is !== 'step') {
    const mark = row.is === 'gate' ? '? ' : row.is === 'by-hand' ? '◻ ' : '';
    return hang(`${' '.repeat(margin + 4)}${mark}`, inert(row.text), look.columns);
  }
  const head = `${' '.repeat(margin)}${String(row.number).padStart(2)}  `;
  const room = look.columns - DOES_WIDTH;
  const [first = '', ...more] = hang(head, inert(row.node.title), room);
  const does = DOES[row.node.does];
  const word = row.node.does === 'destroys' ? paint.bad(does) : row.node.does === 'changes' ? paint.strong(does) : does;
  return [`${pad(first, room)}${word}`, ...more, ...(detail ? detailLines(plan, row, look, head.length) : [])];
};

/** A plan before anything runs: counts, phases with their clocks, steps with what they do, what people will notice. */
export const renderPlan = (plan: Plan, options: PlanOptions = {}, look: Look = PLAIN): string => {
  const paint = paintOf(look);
  const { facts = {}, detail = false } = options;
  const rows = planRows(plan, facts.outputs);
  const phases = PHASES.filter((phase) => rows.some((row) => phaseOf(row) === phase));
  const cost = facts.cost === undefined ? '' : ` · ${inert(facts.cost)}`;
  const say = (head: string, lines: readonly string[] = []): readonly string[] =>
    lines.length === 0 ? [] : hang(`  ${head}: `, lines.map(inert).join('; '), look.columns);
  return textOf([
    ...hang(`  ${paint.strong('Plan')}   `, `${planCounts(rows)}${cost}`, look.columns),
    ...phases.flatMap((phase) => [
      `  ${paint.strong(heading(phase, options))}`,
      ...rows.filter((row) => phaseOf(row) === phase).flatMap((row) => rowLines(plan, row, detail, look, paint)),
    ]),
    ...say('You will notice', facts.notice),
    ...say('Hazards', facts.hazards),
    ...say('Fits', facts.fits === undefined ? [] : [facts.fits]),
  ]);
};
