import { type CaseState, countsAs, isGuard, openOf, type StepState, toldIn, verdictOf } from '../../engine/index.ts';
import { inert } from '../../redact/index.ts';
import { failureText } from '../failure-text.ts';
import { flow, hang, hangCommand, hangPath, textOf } from '../lines.ts';
import { titleOf } from '../names.ts';
import { type Look, type Paint, paintOf, PLAIN } from '../paint.ts';
import { phaseClock, phaseTimes } from '../phase-times.ts';
import { proofText } from '../proof-text.ts';
import { reasonsOf } from '../reasons.ts';
import { RELEASED } from '../released-words.ts';
import { commandOf } from './commands.ts';
import { titleLine } from './header.ts';
import { reachableLines, tokenLines } from './reachable.ts';
import { GUARD_UNPROVEN, headline, painted, waitingText, wordsOf } from './verdict-words.ts';

/** What only the command line knows of a case that has come to its end. */
export interface EndExtra {
  readonly folder?: string;
  /** The documents that were written: `…/timeline.md`. */
  readonly report?: readonly string[];
  readonly now?: Date;
}
const UNDER = 19;

const MARKS: Readonly<Record<ReturnType<typeof countsAs>, string>> = {
  holds: '✔',
  'not applicable': '–',
  bad: '✘',
  unproven: '?',
  waiting: '◻',
  open: '◻',
  released: '↩',
  'under way': '▶',
};
interface Telling {
  readonly reasonOf: (because: string) => string;
  readonly now: Date;
}
/** What is said of one change: its proof and by whose word, or why there is none. */
const saidOf = (step: StepState, { reasonOf, now }: Telling): string => {
  const { released, proof, failure, skip } = step;
  if (released)
    return `${RELEASED[released.outcome]}${released.because === undefined ? '' : `, ${inert(released.because)}`}`;
  if (proof) return proofText(proof, now);
  if (failure) return `failed, ${failureText(failure)}`;
  if (skip) return `${skip.counts === 'fine' ? 'not applicable' : 'not done'}, ${reasonOf(skip.because)}`;
  return step.is === 'running' ? 'under way' : 'not begun';
};
const changeLines = (step: StepState, telling: Telling, paint: Paint, columns: number): readonly string[] => {
  const counts = countsAs(step);
  const mark = MARKS[counts];
  const color = counts === 'holds' ? paint.good : counts === 'bad' ? paint.bad : paint.doubt;
  return hang(`    ${color(mark)} `, `${titleOf(step)}: ${saidOf(step, telling)}`, columns);
};

/** The verdict by nouns, each with its changes and their proofs. */
export const verdictLines = (state: CaseState, look: Look, now: Date): readonly string[] => {
  const telling = { reasonOf: reasonsOf(state.opened.plan), now };
  const paint = paintOf(look);
  const told = toldIn(state);
  return verdictOf(state).nouns.flatMap(({ noun, is }) => {
    const own = told.filter((step) => (step.noun ?? 'other') === noun);
    const words = `${is === 'unproven' && own.every(isGuard) ? GUARD_UNPROVEN : wordsOf(noun, is, own)}${waitingText(own)}`;
    const name = inert(noun.charAt(0).toUpperCase() + noun.slice(1));
    return [
      ...hang(`  ${paint.strong(name)}`, painted(is, paint, words), look.columns, UNDER),
      ...own.flatMap((step) => changeLines(step, telling, paint, look.columns)),
    ];
  });
};
const SNAPSHOT = /^snap-[0-9a-f]{8,17}$/;
const idsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return SNAPSHOT.test(value) ? [value] : [];
  return value === null || typeof value !== 'object' ? [] : Object.values(value).flatMap(idsIn);
};
/** The snapshots that were taken: what a person looks up, pays for, and may need tomorrow. */
export const snapshotLines = (state: CaseState, look: Look): readonly string[] => {
  const kept = state.steps.filter((step) => step.does === 'keeps' && step.is === 'ended');
  const ids = [...new Set(kept.flatMap((step) => idsIn(step.output)))];
  return ids.length === 0 ? [] : hang('  Snapshots', ids.join(', '), look.columns, UNDER);
};
/** What waits for people, each with the command for it; what one command answers stands there once. */
export const openLines = (state: CaseState, program: string, look: Look): readonly string[] => {
  const open = openOf(state);
  const reasonOf = reasonsOf(state.opened.plan);
  return [...new Set(open.map(({ command }) => command))].flatMap((command, at) => {
    const own = open.filter((each) => each.command === command);
    const more = own.length > 1 ? ` (and ${own.length - 1} more)` : '';
    const number = `${at + 1}  `;
    return [
      ...hang(
        `${(at === 0 ? '  Open for people' : '').padEnd(UNDER)}${number}`,
        `${reasonOf(own[0]?.says ?? '')}${more}`,
        look.columns,
      ),
      ...hangCommand('', commandOf(program, command), look.columns, UNDER + number.length),
    ];
  });
};

/** The end of a run: what is true by nouns, against which clocks, what is open, where it stands, what to type next. */
export const renderEnd = (state: CaseState, program: string, extra: EndExtra = {}, look: Look = PLAIN): string => {
  const paint = paintOf(look);
  const { now = new Date(), folder, report = [] } = extra;
  const { name, mode } = state.opened;
  const verdict = verdictOf(state);
  const times = phaseTimes(state, now).filter((time) => time.is !== 'waiting' && time.limit !== undefined);
  const row = (head: string, text: string): readonly string[] => hang(`  ${head}`, text, look.columns, UNDER);
  const command = (head: string, args: string): readonly string[] =>
    hangCommand(`  ${head}`, commandOf(program, args), look.columns, UNDER);
  const stands = state.steps.some((step) => step.does === 'changes' && step.is === 'ended' && !step.released);
  const failed = state.steps.some((step) => step.is === 'failed');
  const closing = mode === 'drill' ? 'drill' : 'resolved';
  return textOf([
    ...titleLine(state, now, look),
    ...row('Verdict', painted(verdict.is, paint, headline(state, verdict.is))),
    ...(verdict.lostSince === undefined ? [] : row('', `not held since ${inert(verdict.lostSince)} or before`)),
    ...flow(
      times.map((time) => phaseClock(time, paint)),
      ' · ',
      look.columns - UNDER,
    ).flatMap((line, at) => row(at === 0 ? 'Times' : '', line)),
    ...verdictLines(state, look, now),
    ...reachableLines(state, look),
    ...tokenLines(state, look),
    ...snapshotLines(state, look),
    ...openLines(state, program, look),
    ...(folder === undefined ? [] : hangPath('  Case', inert(folder), UNDER)),
    ...report.flatMap((file, at) => hangPath(at === 0 ? '  Report' : '', inert(file), UNDER)),
    ...(failed ? command('Try again', `resume ${name}`) : []),
    ...(stands ? command('Put back', `release ${name}`) : []),
    ...(state.closed ? [] : command('Close', `close ${name} --as ${closing}`)),
  ]);
};
