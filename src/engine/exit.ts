import { isCall, operations } from '../aws/index.ts';
import type { CaseState } from './state.ts';
import type { StepState } from './step-state.ts';
import { countsAs, isContaining, isGuard, verdictOf } from './verdict.ts';

/** What a person still has to do, with the command for it. */
export interface Open {
  readonly what: 'approval' | 'by-hand' | 'resume' | 'evidence' | 'release';
  readonly id: string;
  readonly says: string;
  /** Arguments of `ir`, without the program's name. */
  readonly command: string;
}

/** What of a step is still to be done by going on with the case, or undefined. What waits for a person is listed as such. */
const openStep = (step: StepState, name: string): Open | undefined => {
  const command = `resume ${name}`;
  const open = (what: Open['what'], because: string): Open => ({
    what,
    id: step.key,
    says: `${step.title}: ${because}`,
    command,
  });
  if (countsAs(step) === 'released') return undefined;
  if (step.is === 'running') return open('resume', 'still going on');
  if (step.is === 'skipped' && step.skip?.counts === 'open' && !step.waitsForPerson)
    return open('resume', step.skip.because);
  if (step.is === 'failed') return open(isContaining(step) ? 'resume' : 'evidence', step.failure?.message ?? 'failed');
  const { proof, skip } = step;
  if (proof?.is === 'does not hold')
    return open(isContaining(step) ? 'resume' : 'evidence', `${proof.is}: ${proof.because}`);
  if (isGuard(step) && proof?.is === 'unproven') return open('evidence', `${proof.is}: ${proof.because}`);
  if (isGuard(step) && skip?.counts === 'lost') return open('evidence', `not done: ${skip.because}`);
  return undefined;
};
export const openOf = (state: CaseState): readonly Open[] => {
  const { name } = state.opened;
  const gates = state.gates
    .filter((gate) => gate.open)
    .toSorted((a, b) => Number(a.destroys) - Number(b.destroys))
    .map((gate): Open => {
      // Its time ran out: it is asked again, with fresh proof, before it can be answered.
      const command = gate.answered ? `resume ${name}` : `approve ${name} ${gate.gate}`;
      return { what: 'approval', id: gate.gate, says: gate.node.question, command };
    });
  const byHands = state.byHands
    .filter((byHand) => byHand.open)
    .map(({ key, node }): Open => ({
      what: 'by-hand',
      id: key,
      says: node.instruction,
      command: `done ${name} ${key}`,
    }));
  // What is not as it should be comes first, what can't be put back last.
  const isLast = (open: Open): boolean => state.gates.some((gate) => gate.destroys && gate.gate === open.id);
  const all = [...state.steps.flatMap((step) => openStep(step, name) ?? []), ...gates, ...byHands];
  return [...all.filter((open) => !isLast(open)), ...all.filter(isLast)];
};

const isRefused = ({ failure }: StepState): boolean =>
  failure?.reason === 'denied' || failure?.reason === 'no-credentials';
const deniedOf = (state: CaseState): boolean => state.steps.some(isRefused) || state.identity?.suspect === true;
const wouldBeDenied = (state: CaseState): boolean =>
  state.steps.some((step) => step.skip?.calls?.some((call) => call.would === 'be denied'));
const isWrite = (call: string): boolean => isCall(call) && operations[call].access === 'write';
/** Whether anything was changed, or may have been: a write that was answered well, or a step in doubt. */
const wrote = (state: CaseState): boolean =>
  state.steps.some((step) => step.does !== 'looks' && step.is === 'running') ||
  state.entries.some(
    (entry) =>
      (entry.is === 'ended' || entry.is === 'failed') &&
      entry.calls.some(({ call, failed }) => isWrite(call) && (failed === undefined || failed === 'no answer yet')),
  );

/** The first thing that is read is the target: AWS does not know it here, and nothing was changed. */
export const isUnknownTarget = (state: CaseState): boolean =>
  state.steps[0]?.failure?.reason === 'not-found' && !wrote(state);

/** The exit code of a run, by the precedence of decisions 17. Signals, usage and locks are the command line's own. */
export const exitOf = (state: CaseState): number => {
  if (state.claim?.is === 'held') return 7;
  if (isUnknownTarget(state)) return 2;
  if (deniedOf(state) && !wrote(state)) return 4;
  if (state.opened.mode === 'dry-run') return wouldBeDenied(state) ? 4 : 0;
  const open = openOf(state).length > 0;
  // 5 would say that it is contained.
  if (state.evidenceOnly) return state.steps.some((step) => step.does === 'keeps' && step.is === 'failed') ? 1 : 0;
  switch (verdictOf(state).is) {
    case 'not contained':
      return 1;
    case 'unproven':
    case 'waiting':
    case 'under way':
      return 3;
    case 'released':
    case 'contained':
      if (open) return 5;
      return state.phases.some((phase) => phase.late) ? 6 : 0;
  }
};
