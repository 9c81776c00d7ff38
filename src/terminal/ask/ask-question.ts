import type { CaseState, Question, Reply } from '../../engine/index.ts';
import { inert } from '../../redact/index.ts';
import type { Screen } from '../screen.ts';
import { clockLine, titleLine } from '../text/header.ts';
import { textOf } from '../lines.ts';
import type { Prompts, Said } from './prompts.ts';
import { questionLines, wordOf } from './question-text.ts';

interface Asking {
  readonly screen: Screen;
  readonly prompts: Prompts;
  readonly operator: string;
  readonly state: CaseState | undefined;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}
type GateAnswer = 'approved' | 'denied' | 'later';

/** What can't be put back is approved by typing what it is done to. Enter alone is no. */
const typed = async (question: Question, asking: Asking): Promise<Said<GateAnswer>> => {
  const word = wordOf(question, asking.state);
  const said = await asking.prompts.input(
    {
      message: `Type ${inert(word)} to approve, or no, or later:`,
      fallback: 'no',
      check: (text) => [word, 'no', 'later'].includes(text.trim()) || `type exactly ${inert(word)}, or no, or later`,
    },
    asking.signal,
  );
  if (said.is !== 'said') return said;
  const answers: Readonly<Record<string, GateAnswer>> = { no: 'denied', later: 'later', [word]: 'approved' };
  return { is: 'said', value: answers[said.value.trim()] ?? 'later' };
};
const confirmed = async ({ prompts, signal }: Asking): Promise<Said<GateAnswer>> => {
  const said = await prompts.confirm({ message: 'Approve? (Ctrl-C leaves it waiting)' }, signal);
  return said.is === 'said' ? { is: 'said', value: said.value ? 'approved' : 'denied' } : said;
};
const askGate = async (question: Extract<Question, { is: 'gate' }>, asking: Asking): Promise<Said<Reply>> => {
  const said = question.destroys ? await typed(question, asking) : await confirmed(asking);
  if (said.is !== 'said') return said;
  if (said.value === 'later') return { is: 'said', value: { is: 'later' } };
  const how = question.destroys && said.value === 'approved' ? 'typed the id at the terminal' : 'typed at the terminal';
  return { is: 'said', value: { is: 'answer', answer: said.value, by: asking.operator, how } };
};

const askByHand = async (question: Extract<Question, { is: 'by-hand' }>, asking: Asking): Promise<Said<Reply>> => {
  const { prompts, signal, operator } = asking;
  const done = await prompts.select(
    {
      message: 'Is it done?',
      options: [
        { value: false, name: 'later', description: 'it stays open in the case' },
        { value: true, name: 'done', description: 'you attest it by your name' },
      ],
    },
    signal,
  );
  if (done.is !== 'said') return done;
  if (!done.value) return { is: 'said', value: { is: 'later' } };
  const proof: Record<string, string> = {};
  for (const [name, what] of Object.entries(question.node.proof)) {
    const said = await prompts.input(
      { message: inert(what), check: (text) => text.trim() !== '' || 'it is the proof: it can’t be empty' },
      signal,
    );
    if (said.is !== 'said') return said;
    proof[name] = said.value.trim();
  }
  return { is: 'said', value: { is: 'attested', proof, by: operator } };
};

/** Asks one question at the terminal. Ctrl-C, and a signal that fires, leave it waiting, and it says so. */
export const askQuestion = async (question: Question, asking: Asking): Promise<Reply> => {
  const { screen, state, now } = asking;
  const until = question.is === 'gate' ? question.asked.until : question.awaited.until;
  screen.err(
    textOf([
      ...(state ? [...titleLine(state, now(), screen), ...clockLine(state, now(), screen)] : []),
      ...questionLines(question, state, now(), screen),
    ]),
  );
  const said = question.is === 'gate' ? await askGate(question, asking) : await askByHand(question, asking);
  if (said.is === 'said') return said.value;
  if (said.is === 'interrupted') screen.err('  Left waiting: it stays open in the case.\n');
  else if (now().toISOString() >= until) screen.err('  Its time is up: this question has ended by itself.\n');
  else screen.err('  Answered elsewhere: this question has ended by itself.\n');
  return { is: 'later' };
};
