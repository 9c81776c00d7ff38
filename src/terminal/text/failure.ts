import { type CaseState, isContaining, type StepState, verdictOf } from '../../engine/index.ts';
import type { Failure } from '../../journal/index.ts';
import { isRailwayCall } from '../../railway/index.ts';
import { inert } from '../../redact/index.ts';
import { hang, hangCommand, textOf } from '../lines.ts';
import { memberOf, titleOf } from '../names.ts';
import { type Look, paintOf, PLAIN } from '../paint.ts';
import { isNothingBegun } from '../nothing-begun.ts';
import { commandOf } from './commands.ts';
import { manualCommand } from './manual.ts';
import { WORDS } from './verdict-words.ts';

const UNDER = 20;
const SHOWN = 4;
/** The resource that a step was about: its fan-out's member, else the first id in its input. */
const subjectOf = (step: StepState): string | undefined => {
  const member = memberOf(step.key);
  const first = Object.values(step.input ?? {}).find((value): value is string => typeof value === 'string');
  return member ?? first;
};
const happened = (failure: Failure, subject: string | undefined): string => {
  const on = subject === undefined ? '' : ` on ${inert(subject)}`;
  if (!('call' in failure)) return `${inert(failure.message)}${on === '' ? '' : ` (${on.trim()})`}`;
  const code = inert(failure.code ?? failure.reason);
  const request = failure.requestId === undefined ? '' : ` (request ${inert(failure.requestId)})`;
  return `${failure.call}${on} answered ${code}${request}: ${inert(failure.message)}`;
};
const REASONS: Readonly<Record<Failure['reason'], string>> = {
  denied: 'refused',
  'not-found': 'not there',
  refused: 'refused by AWS',
  unreachable: 'AWS did not answer',
  'not-aws': 'something else than AWS answered',
  'no-credentials': 'no valid credentials',
  'not-ready': 'the program that it needs is missing or too old',
  'wrong-endpoint': 'an endpoint that this run may not reach',
  'bad-output': 'an answer that can’t be used',
  cannot: 'can’t be done',
  'too-slow': 'its time was used up',
  empty: 'a list that should not be empty',
  duplicate: 'two members of one name',
  held: 'another case holds the target',
  unexpected: 'a fault of this program',
};

/** What is true now: the brothers of the step in its fan-out, then the verdict of its noun. */
const trueNow = (step: StepState, state: CaseState): readonly string[] => {
  const family = state.steps.filter((each) => each.id === step.id && each.key !== step.key);
  const holds = family.filter((each) => each.proof?.is === 'holds');
  const named = holds.slice(0, SHOWN).map((each) => inert(subjectOf(each) ?? each.title));
  const more = holds.length > SHOWN ? ` and ${holds.length - SHOWN} more` : '';
  const done = holds.length === 0 ? [] : [`${named.join(', ')}${more}: done and read back`];
  if (isNothingBegun(state))
    return [`${inert(state.target)} is NOT CONTAINED: nothing could be begun without this read`];
  if (!isContaining(step)) return done.length === 0 ? ['nothing was contained or released by this step'] : done;
  const noun = verdictOf(state).nouns.find((each) => each.noun === step.noun);
  const what = inert(subjectOf(step) ?? step.title);
  return [...done, `${what} is not: ${inert(step.noun ?? '')} ${noun ? WORDS[noun.is] : WORDS['not contained']}`];
};
const others = (step: StepState, state: CaseState): string => {
  if (isNothingBegun(state)) return 'nothing was changed; the clocks of the case go on';
  const running = state.steps.filter((each) => each.is === 'running' && each.key !== step.key);
  const names = [...new Set(running.map((each) => inert(each.title)))].slice(0, SHOWN);
  return names.length === 0
    ? 'nothing was released; every other step is done'
    : `nothing was released; these go on: ${names.join(', ')}`;
};
const isOfRailway = (failure: Failure): boolean => 'call' in failure && isRailwayCall(failure.call);
const headOf = (step: StepState, failure: Failure, state: CaseState): string => {
  const family = state.steps.filter((each) => each.id === step.id);
  const failed = family.filter((each) => each.is === 'failed').length;
  const why = isOfRailway(failure) ? REASONS[failure.reason].replace('AWS', 'Railway') : REASONS[failure.reason];
  if (family.length < 2) return `${titleOf(step)}: ${why}`;
  return `${inert(step.title)}: ${why} for ${failed} of ${family.length}`;
};

/** A failed step: what happened, to which resource, what is true and safe, by hand, what to type next, what is missing. */
export const renderFailure = (
  step: StepState,
  failure: Failure,
  program: string,
  state: CaseState,
  look: Look = PLAIN,
): string => {
  const { name, plan } = state.opened;
  const subject = subjectOf(step);
  const manual = manualCommand(failure, step);
  const row = (head: string, text: string): readonly string[] => hang(`    ${head}`, text, look.columns, UNDER);
  const missing =
    failure.reason === 'denied' && !isOfRailway(failure)
      ? row(
          'Missing',
          `${failure.call}${subject === undefined ? '' : ` on ${inert(subject)}`} (${commandOf(program, `policy ${plan.playbook}`)} prints the policy)`,
        )
      : [];
  return textOf([
    ...hang(paintOf(look).bad('  ✘ '), headOf(step, failure, state), look.columns),
    ...row('What happened', happened(failure, subject)),
    ...row('True now', trueNow(step, state).join('; ')),
    ...row('Safe', others(step, state)),
    ...(manual === undefined ? [] : hangCommand('    By hand', manual, look.columns, UNDER)),
    ...hangCommand('    Then', commandOf(program, `resume ${name}`), look.columns, UNDER),
    ...row('', '(repeats only what failed, and what waits for it)'),
    ...missing,
  ]);
};
