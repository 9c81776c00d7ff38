import type { Phase } from '../language/index.ts';
import type { StepNode } from '../plan/index.ts';
import { clocksOf, deadlineOf } from './clocks.ts';
import type { Ledger } from './ledger.ts';
import type { Members, PlanIndex } from './plan-index.ts';
import type { Durable } from './ports.ts';
import { type CaseState, stateOf } from './state.ts';
import type { StepState } from './step-state.ts';
import { countsAs, isContaining } from './verdict.ts';

/**
 * When the phase of a step should be done. The clocks of a playbook that is followed start when its first step begins;
 * its deadlines decide what is given up and how long is waited, and are not recorded as late: the case's own are.
 */
export const deadlineAt = (index: PlanIndex, ledger: Ledger, node: StepNode, members: Members): Date | undefined => {
  const [opened] = ledger.all();
  if (opened?.is !== 'opened') return undefined;
  const clocks = clocksOf(opened, ledger.all());
  const followed = index.inside(node.id).findLast((container) => container.kind === 'follow');
  if (!followed) return deadlineOf(clocks, node.phase);
  const under = `${index.keyOf(followed.id, members)}/`;
  const first = ledger.all().find((entry) => entry.is === 'began' && entry.key.startsWith(under));
  return first && deadlineOf(clocks, node.phase, new Date(first.at));
};

/** Whether a step leaves nothing of its phase to be done. A containing change that failed or waits does. */
const isOver = (state: CaseState, step: StepState): boolean => {
  if (step.is === 'waiting' || step.is === 'running') return false;
  if (!isContaining(step) || state.evidenceOnly) return true;
  return !['bad', 'waiting', 'under way'].includes(countsAs(step));
};
const isDone = (state: CaseState, phase: Phase): boolean =>
  state.steps.filter((step) => step.clock === phase).every((step) => isOver(state, step));

/**
 * Keeps the deadlines of the phases that are not done armed, and no others. A deadline that passed while nothing ran is
 * recorded at once; one whose phase was done before is not. What `ir set` changes is taken in at the next step of the
 * playbook's top level.
 */
export const deadlineKeeper = (): ((durable: Durable) => Promise<void>) => {
  const armed = new Map<Phase, string>();
  return async (durable) => {
    const state = stateOf(durable.entries());
    for (const { phase, deadline } of state.phases) {
      const due = deadline && !isDone(state, phase) ? `phase:${phase}:${deadline.toISOString()}` : undefined;
      const now = armed.get(phase);
      if (now === due) continue;
      if (now !== undefined) await durable.disarm(now);
      if (due !== undefined && deadline) {
        durable.arm(due, deadline, { is: 'late', phase, deadline: deadline.toISOString() });
        armed.set(phase, due);
      } else armed.delete(phase);
    }
  };
};
