import { clocksOf, type Host, type Question } from '../../engine/index.ts';
import type { Entry } from '../../journal/index.ts';
import { inert } from '../../redact/index.ts';
import { eventText } from '../event-text.ts';
import { isNothingBegun } from '../nothing-begun.ts';
import type { Screen } from '../screen.ts';
import { clock, sinceStart } from '../times.ts';
import { label, shown } from '../values.ts';
import { type Answers, answerOf } from './answers.ts';
import { caseSoFar } from './case-so-far.ts';

export interface HostOptions {
  /** How the program was started: `npx ir`. Every printed command begins with it. */
  readonly program: string;
  readonly answers: Answers;
  /** A resumed case's journal so far: known, and not told again. */
  readonly earlier?: readonly Entry[];
  readonly now?: () => Date;
}

/** A question and all that is shown with it, on one line. */
const questionText = (question: Question): string => {
  const shows = question.is === 'gate' ? question.asked.shows : question.awaited.shows;
  const values = Object.entries(shows).map(([path, value]) => `${label(path)} ${shown(value)}`);
  if (question.is === 'by-hand') return [`by hand: ${inert(question.node.instruction)}`, ...values].join('; ');
  return [
    `approval: ${inert(question.node.question)}`,
    ...(question.destroys ? ['DESTROYS: can’t be put back'] : []),
    ...(question.hits > 0 ? [`also hits others: ${question.hits}`] : []),
    ...values,
  ].join('; ');
};
const howTo = (question: Question, program: string, name: string): string =>
  question.is === 'gate'
    ? `${program} approve ${name} ${inert(question.gate)}`
    : `${program} done ${name} ${inert(question.key)}`;

/**
 * A run seen through a pipe, or by nobody: one plain line on stderr per event, never wrapped, no cursor movement. Its
 * questions are answered by what was said at the start; everything else is left waiting, and it says so.
 */
export const plainHost = (screen: Screen, options: HostOptions): Host => {
  const { program, answers, earlier = [], now = () => new Date() } = options;
  const known = caseSoFar(earlier);
  const isStillNothing = (): boolean => {
    const state = known.state();
    return state !== undefined && isNothingBegun(state);
  };
  const say = (at: Date | string, what: string): void => {
    const opened = known.opened();
    const t = opened ? `  ${sinceStart(clocksOf(opened, []).start, at)}` : '';
    screen.err(`${clock(at)}${t}  ${what}\n`);
  };
  /** Lines that only follow from the failure of the first read: nobody must look for that one among them. */
  let follows: (() => void)[] | undefined;
  const tellLater = (line: () => void): void => {
    if (follows) follows.push(line);
    else line();
  };
  return {
    tell: (entry) => {
      known.hear(entry);
      const isNews = entry.is === 'resumed' || entry.is === 'interrupted' || entry.is === 'releasing';
      if (follows && (isNews || (entry.is === 'began' && !isStillNothing()))) {
        for (const line of follows) line();
        follows = undefined;
      }
      if (known.isNews(entry)) tellLater(() => say(entry.at, eventText(entry, known.wording)));
      if (entry.is === 'failed' && isStillNothing()) follows ??= [];
    },
    ask: (question) => {
      const reply = answerOf(question, answers) ?? { is: 'later' };
      const text = questionText(question);
      const name = known.opened()?.name ?? '';
      const at = now();
      if (reply.is === 'answer') say(at, `${text}: ${reply.answer} (${reply.how})`);
      else tellLater(() => say(at, `${text}: left waiting, nobody is asked here: ${howTo(question, program, name)}`));
      return Promise.resolve(reply);
    },
  };
};
