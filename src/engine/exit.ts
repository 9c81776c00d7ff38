import type { CaseState, StepState } from './state.ts';
import { isContaining, verdictOf } from './verdict.ts';

/** What a person still has to do, with the command for it. */
export interface Open {
  readonly what: 'approval' | 'by-hand' | 'resume' | 'evidence' | 'release';
  readonly id: string;
  readonly says: string;
  /** Arguments of `ir`, without the program's name. */
  readonly command: string;
}
export const openOf = (state: CaseState): readonly Open[] => {
  const { name } = state.opened;
  const open: Open[] = [];
  for (const gate of state.gates)
    if (gate.open)
      open.push({ what: 'approval', id: gate.gate, says: gate.node.question, command: `approve ${name} ${gate.gate}` });
  for (const task of state.byHands)
    if (task.open)
      open.push({ what: 'by-hand', id: task.key, says: task.node.instruction, command: `done ${name} ${task.key}` });
  const failed = (step: StepState): boolean => step.is === 'failed' && !isContaining(step);
  const waits = (step: StepState): boolean =>
    step.is === 'skipped' && step.skip?.counts === 'open' && step.does === 'looks';
  for (const step of state.steps) {
    if (failed(step))
      open.push({
        what: 'evidence',
        id: step.key,
        says: `${step.title}: ${step.failure?.message ?? 'failed'}`,
        command: `resume ${name}`,
      });
    if (waits(step) || step.is === 'running')
      open.push({ what: 'resume', id: step.key, says: `${step.title}: still going on`, command: `resume ${name}` });
  }
  return open;
};

const deniedOf = (state: CaseState): boolean =>
  state.steps.some((step) => step.failure?.reason === 'denied' || step.failure?.reason === 'no-credentials') ||
  state.identity?.suspect === true;
const wouldBeDenied = (state: CaseState): boolean =>
  state.steps.some((step) => step.skip?.calls?.some((call) => call.would === 'be denied'));
const wrote = (state: CaseState): boolean => state.steps.some((step) => step.does !== 'looks' && step.is === 'ended');

/** The first thing that is read is the target: AWS does not know it here, and nothing was changed. */
export const isUnknownTarget = (state: CaseState): boolean =>
  state.steps[0]?.failure?.reason === 'not-found' && !wrote(state);

/** The exit code of a run, by the precedence of decisions 17. Signals, usage and locks are the command line's own. */
export const exitOf = (state: CaseState): number => {
  if (state.claim?.is === 'held') return 7;
  if (isUnknownTarget(state)) return 2;
  if (deniedOf(state) && !wrote(state)) return 4;
  if (state.opened.mode === 'dry-run') return wouldBeDenied(state) ? 4 : 0;
  if (state.evidenceOnly) return openOf(state).length > 0 ? 5 : 0;
  switch (verdictOf(state).is) {
    case 'not contained':
      return 1;
    case 'unproven':
    case 'waiting':
    case 'under way':
      return 3;
    case 'released':
    case 'contained': {
      if (openOf(state).length > 0) return 5;
      return state.phases.some((phase) => phase.late) ? 6 : 0;
    }
  }
};
