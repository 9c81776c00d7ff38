import { type CaseState, type StepState, verdictOf } from '../../engine/index.ts';
import { inert } from '../../redact/index.ts';
import { hang, hangCommand, hangPath, textOf } from '../lines.ts';
import { titleOf } from '../names.ts';
import { type Look, paintOf, PLAIN } from '../paint.ts';
import { moment, took, secondsBetween } from '../times.ts';
import { commandOf } from './commands.ts';
import { openLines, verdictLines } from './end.ts';
import { clockLine, titleLine } from './header.ts';
import { headlineNow, isLeft, painted } from './verdict-words.ts';

export interface StatusOptions {
  readonly now?: Date;
  readonly folder?: string;
  /** A process holds the case, and goes on with it. */
  readonly isWalked?: boolean;
  /** Nothing was read again: proofs are as old as they say. */
  readonly offline?: boolean;
}
const UNDER = 19;

const isBack = ({ released }: StepState): boolean => released?.outcome === 'released' || released?.outcome === 'gone';
const standing = ({ steps }: CaseState): readonly StepState[] =>
  steps.filter((step) => step.does === 'changes' && step.is === 'ended' && !isBack(step));
const driftText = ({ entries }: CaseState, step: StepState, now: Date): string | undefined => {
  const read = entries.findLast((entry) => entry.is === 'verified' && entry.key === step.key);
  if (read?.is !== 'verified' || read.verdict.is !== 'does not hold') return undefined;
  const by = read.changedBy === undefined ? 'by whom is not known' : `changed by ${inert(read.changedBy)}`;
  return `${titleOf(step)}: not as we left it since ${moment(read.at, now)} or before, ${by}: ${inert(read.verdict.because)}`;
};
const holderText = ({ claim, opened }: CaseState, now: Date): string | undefined => {
  if (claim?.is === 'held') return `case ${inert(claim.case)} of ${inert(claim.by)}, since ${moment(claim.since, now)}`;
  if (claim?.is === 'unclaimed')
    return opened.plan.platform === undefined
      ? `not recorded on AWS: release works only from this machine (${inert(claim.because)})`
      : `this case, on this machine: ${inert(claim.because)}`;
  return claim ? `this case, at ${inert(claim.where)}` : undefined;
};

/** A case as it is now: clocks, what is true and by whose word, what waits for whom, what stands, drift. */
export const renderStatus = (
  state: CaseState,
  program: string,
  options: StatusOptions = {},
  look: Look = PLAIN,
): string => {
  const { now = new Date(), folder, offline = false, isWalked = true } = options;
  const { name } = state.opened;
  const paint = paintOf(look);
  const verdict = verdictOf(state);
  const row = (head: string, text: string): readonly string[] => hang(`  ${head}`, text, look.columns, UNDER);
  const list = (head: string, lines: readonly string[]): readonly string[] =>
    lines.flatMap((line, at) => row(at === 0 ? head : '', line));
  const running = state.steps.filter((step) => step.is === 'running');
  const changes = standing(state);
  const holder = holderText(state, now);
  return textOf([
    ...titleLine(state, now, look),
    ...clockLine(state, now, { ...look, columns: look.columns - 2 }).map((line) => `  ${line}`),
    ...row('True now', painted(verdict.is, paint, headlineNow(state, verdict.is, isWalked))),
    ...row(
      '',
      offline ? 'as the journal has it; nothing was read again (--offline)' : 'every change was read again just now',
    ),
    ...verdictLines(state, look, now),
    ...(isLeft(state, isWalked)
      ? [
          ...row('Stopped', 'nobody is walking it; its clocks go on. Go on with:'),
          ...hangCommand('', commandOf(program, `resume ${name}`), look.columns, UNDER),
        ]
      : []),
    ...list(
      isWalked ? 'Under way' : 'Was under way',
      running.map(
        (step) =>
          `${titleOf(step)}, ${took(secondsBetween(step.began ?? now, now))}${step.said === undefined ? '' : `: ${inert(step.said)}`}`,
      ),
    ),
    ...openLines(state, program, look),
    ...list(
      'Changed',
      changes.map((step) => `${titleOf(step)}, ${moment(step.ended ?? now, now)}`),
    ),
    ...list(
      'Drift',
      changes.flatMap((step) => driftText(state, step, now) ?? []),
    ),
    ...(holder === undefined ? [] : row('Target held by', holder)),
    ...(folder === undefined ? [] : hangPath('  Case', inert(folder), UNDER)),
    ...(changes.length === 0
      ? []
      : hangCommand('  Put back', commandOf(program, `release ${name}`), look.columns, UNDER)),
  ]);
};
