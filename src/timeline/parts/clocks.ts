import type { CaseState, StepState } from '../../engine/index.ts';
import type { DeadlineRow, Wait } from '../timeline.ts';

/** Every time that a person was asked, until they answered or time ran out. */
export const waitsOf = (state: CaseState): readonly Wait[] => {
  const gates = state.gates.flatMap(({ gate, node }): readonly Wait[] =>
    state.entries.flatMap((entry) => {
      if (entry.is !== 'asked' || entry.gate !== gate) return [];
      const to = state.entries.find((other) => other.is === 'answered' && other.nonce === entry.nonce)?.at;
      return [{ what: node.question, phase: node.phase, from: entry.at, ...(to === undefined ? {} : { to }) }];
    }),
  );
  const tasks = state.byHands.flatMap(({ node, awaited, attested }): readonly Wait[] =>
    awaited
      ? [{ what: node.instruction, phase: node.phase, from: awaited.at, ...(attested ? { to: attested.at } : {}) }]
      : [],
  );
  return [...gates, ...tasks].toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
};

/** How long at least one person was waited for, up to a time. */
const waitedUntil = (waits: readonly Wait[], end: number): number => {
  let [covered, total] = [0, 0];
  for (const { from, to } of waits) {
    const begins = Math.max(Date.parse(from), covered);
    const ends = Math.min(to === undefined ? end : Date.parse(to), end);
    if (ends > begins) total += ends - begins;
    covered = Math.max(covered, ends);
  }
  return total;
};

/** Each phase against its deadline; the first response is answered by somebody opening the case. */
export const deadlinesOf = (state: CaseState, waits: readonly Wait[]): readonly DeadlineRow[] => {
  const start = state.clocks.start.getTime();
  const end = Date.parse(state.entries.at(-1)?.at ?? state.opened.at);
  const row = (phase: DeadlineRow['phase'], done: Date | undefined, isLate: boolean): DeadlineRow => {
    const seconds = state.clocks.deadlines[phase];
    const isPutOff = (step: StepState): boolean => step.is === 'skipped' && step.skip?.counts === 'open';
    const own = waits.filter((wait) => wait.phase === phase);
    return {
      phase,
      ...(seconds === undefined
        ? {}
        : { deadline: new Date(start + seconds * 1000).toISOString(), budget: seconds * 1000 }),
      ...(done ? { done: done.toISOString(), spent: done.getTime() - start } : {}),
      waited: waitedUntil(own, done?.getTime() ?? end),
      putOff: state.steps.filter((step) => step.phase === phase && isPutOff(step)).length,
      late: isLate,
    };
  };
  const response = state.clocks.deadlines['first-response'];
  const declared = new Date(state.opened.at);
  const first =
    response === undefined ? [] : [row('first-response', declared, declared.getTime() > start + response * 1000)];
  return [...first, ...state.phases.map(({ phase, doneAt, late }) => row(phase, doneAt, late))];
};
