import {
  type ByHandState,
  type CaseState,
  type GateState,
  isContaining,
  isGuard,
  type StepState,
} from '../../engine/index.ts';
import type { Phase } from '../../language/index.ts';
import { walk } from '../../plan/index.ts';
import { inert } from '../../redact/index.ts';
import { failureText } from '../failure-text.ts';
import { titleOf } from '../names.ts';
import { clockOf } from '../phase-times.ts';
import { sourceText, verdictText } from '../proof-text.ts';
import { reasonsOf } from '../reasons.ts';
import { secondsBetween, span } from '../times.ts';

export type Mark = 'waiting' | 'running' | 'good' | 'bad' | 'open' | 'skipped';
/** One line of the live run: a step, a whole fan-out of one, an approval, a by-hand step. */
export interface LiveRow {
  readonly id: string;
  readonly phase: Phase;
  readonly mark: Mark;
  readonly title: string;
  /** How long it takes or took, in seconds. */
  readonly seconds?: number;
  readonly detail: string;
}

const markOf = (step: StepState): Mark => {
  const { is } = step;
  switch (is) {
    case 'waiting':
      return 'waiting';
    case 'running':
      return 'running';
    case 'failed':
      return 'bad';
    case 'skipped':
      if (step.skip?.counts === 'open') return 'open';
      return step.skip?.counts === 'lost' && (isContaining(step) || isGuard(step)) ? 'bad' : 'skipped';
    case 'ended':
      if (!step.proof || step.proof.is === 'holds') return 'good';
      return step.proof.is === 'unproven' ? 'open' : 'bad';
    default:
      throw new Error(`unknown state: ${JSON.stringify(is satisfies never)}`);
  }
};
const detailOf = (step: StepState, { reasonOf, now }: Telling): string => {
  const { proof, failure, skip, said } = step;
  if (proof) return `${verdictText(proof)} (${sourceText(proof, now)})`;
  if (failure) return failureText(failure);
  if (skip) return reasonOf(skip.because);
  if (step.is === 'running') return inert(said ?? 'waits for AWS');
  return step.found ? 'done before, found again' : inert(said ?? '');
};
const secondsOf = (steps: readonly StepState[], now: Date): number | undefined => {
  const began = steps.flatMap((step) => step.began ?? []).toSorted()[0];
  if (began === undefined) return undefined;
  const running = steps.some((step) => step.is === 'running');
  const ends = steps.flatMap((step) => step.ended ?? []).toSorted();
  return secondsBetween(began, running ? now : (ends.at(-1) ?? now));
};
interface Telling {
  readonly reasonOf: (because: string) => string;
  readonly now: Date;
}
const stepRow = (step: StepState, telling: Telling): LiveRow => {
  const seconds = secondsOf([step], telling.now);
  return {
    id: step.key,
    phase: step.clock,
    mark: markOf(step),
    title: titleOf(step),
    ...(seconds === undefined ? {} : { seconds }),
    detail: detailOf(step, telling),
  };
};

const WORST: readonly Mark[] = ['running', 'waiting', 'bad', 'open', 'good', 'skipped'];
/** An estimate is worth showing once so many members are through. */
const ENOUGH = 5;
/** `137 of 200, 2 refused, 61 waiting, done in about 12 s`. */
const fanRow = (id: string, steps: readonly StepState[], now: Date): LiveRow => {
  const marks = steps.map(markOf);
  const count = (...wanted: Mark[]): number => marks.filter((mark) => wanted.includes(mark)).length;
  const [first] = steps;
  if (!first) throw new Error(`a fan-out without a step: ${id}`);
  const settled = count('good', 'bad', 'open', 'skipped');
  const left = steps.length - settled;
  const seconds = secondsOf(steps, now);
  const about = settled >= ENOUGH && left > 0 && seconds !== undefined ? (seconds / settled) * left : undefined;
  const said = steps.findLast((step) => step.is === 'running' && step.said !== undefined)?.said;
  const parts = [
    `${count('good')} of ${steps.length}`,
    ...(count('bad') > 0 ? [`${count('bad')} failed`] : []),
    ...(count('open') > 0 ? [`${count('open')} unproven or waiting`] : []),
    ...(left > 0 ? [`${left} to go`] : []),
    ...(about === undefined ? [] : [`done in about ${span(about)}`]),
    ...(said === undefined ? [] : [inert(said)]),
  ];
  const mark = WORST.find((each) => marks.includes(each)) ?? 'waiting';
  return {
    id,
    phase: first.clock,
    mark: mark === 'waiting' && settled > 0 ? 'running' : mark,
    title: inert(first.title),
    ...(seconds === undefined ? {} : { seconds }),
    detail: parts.join(', '),
  };
};
const gateRow = (state: CaseState, { gate, node, asked, answered }: GateState): LiveRow => {
  const about = { id: `gate:${gate}`, phase: clockOf(state, node), title: `Approval: ${inert(node.question)}` };
  if (!asked) return { ...about, mark: 'waiting', detail: '' };
  if (!answered) return { ...about, mark: 'open', detail: 'waits for a person' };
  const detail = `${answered.answer} by ${inert(answered.by)} (${inert(answered.how)})`;
  return { ...about, mark: answered.answer === 'approved' ? 'good' : 'open', detail };
};
const byHandRow = (state: CaseState, { key, node, awaited, attested }: ByHandState): LiveRow => {
  const about = { id: `by-hand:${key}`, phase: clockOf(state, node), title: `By hand: ${inert(node.instruction)}` };
  if (attested) return { ...about, mark: 'good', detail: `attested by ${inert(attested.by)}` };
  return { ...about, mark: awaited ? 'open' : 'waiting', detail: awaited ? 'waits for a person' : '' };
};

/** What the live run shows, in the plan's order. */
export const liveRows = (state: CaseState, now: Date): readonly LiveRow[] => {
  const telling = { reasonOf: reasonsOf(state.opened.plan), now };
  return [...walk(state.opened.plan.nodes)].flatMap((node): readonly LiveRow[] => {
    if (node.kind === 'approval')
      return state.gates.filter((gate) => gate.node.id === node.id).map((gate) => gateRow(state, gate));
    if (node.kind === 'by-hand')
      return state.byHands.filter((each) => each.node.id === node.id).map((each) => byHandRow(state, each));
    if (node.kind !== 'step') return [];
    const steps = state.steps.filter((step) => step.id === node.id);
    const [only] = steps;
    return steps.length > 1 ? [fanRow(node.id, steps, now)] : only ? [{ ...stepRow(only, telling), id: node.id }] : [];
  });
};
