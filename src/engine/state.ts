import type { Entry, Of, Opened } from '../journal/index.ts';
import type { Phase } from '../language/index.ts';
import { type ByHandNode, type GateNode, walk } from '../plan/index.ts';
import { type Clocks, clocksOf, deadlineOf, isEvidenceOnly } from './clocks.ts';
import { type Ledger, ledgerOf } from './ledger.ts';
import { indexOf, type Members, type PlanIndex } from './plan-index.ts';
import type { Scope } from './resolve.ts';
import { type StepState, stepStateOf } from './step-state.ts';
import { targetOf } from './target.ts';
import { isGateOpen } from './waits.ts';

export interface GateState {
  readonly gate: string;
  readonly node: GateNode;
  readonly destroys: boolean;
  readonly asked?: Of<'asked'>;
  readonly answered?: Of<'answered'>;
  /** Asked, and neither approved nor declined. */
  readonly open: boolean;
}
export interface ByHandState {
  readonly key: string;
  readonly node: ByHandNode;
  readonly awaited?: Of<'awaited'>;
  readonly attested?: Of<'attested'>;
  readonly open: boolean;
}
export interface PhaseState {
  readonly phase: Phase;
  readonly deadline?: Date;
  /** When its last step was over, once all are. */
  readonly doneAt?: Date;
  readonly late: boolean;
}
/** A case as its journal has it: what every screen and document is drawn from. */
export interface CaseState {
  readonly opened: Opened & { readonly at: string };
  readonly target: string;
  readonly clocks: Clocks;
  /** Nothing was touched, because a person said so. */
  readonly evidenceOnly: boolean;
  readonly phases: readonly PhaseState[];
  readonly steps: readonly StepState[];
  readonly gates: readonly GateState[];
  readonly byHands: readonly ByHandState[];
  readonly identity?: Of<'identified'>;
  readonly claim?: Of<'claimed'> | Of<'unclaimed'> | Of<'held'>;
  readonly closed?: Of<'closed'>;
  readonly aborted?: Of<'aborted'>;
  readonly entries: readonly Entry[];
}

const newest = <K extends Entry['is']>(entries: readonly Entry[], ...kinds: K[]): Of<K> | undefined =>
  entries.findLast((entry): entry is Of<K> => (kinds as string[]).includes(entry.is));

/** Every way to be a member of the fan-outs around a node, as far as they have been fanned out; `?` where they have not. */
const membersOf = (index: PlanIndex, ledger: Ledger, id: string): readonly Members[] =>
  index.inside(id).reduce<readonly Members[]>(
    (ways, container) => {
      if (container.kind !== 'each') return ways;
      return ways.flatMap((members) => {
        const names = ledger.of(index.keyOf(container.id, members)).fanned?.names ?? ['?'];
        return names.map((name) => ({ ...members, [container.id]: name }));
      });
    },
    [{}],
  );

const gateStateOf = (scope: Scope, node: GateNode): GateState => {
  const gate = scope.index.keyOf(node.id, scope.members);
  const { asked, answered } = scope.ledger.gate(gate);
  return {
    gate,
    node,
    destroys: scope.index.behind(node.id).some((one) => one.kind === 'step' && one.does === 'destroys'),
    ...(asked ? { asked } : {}),
    ...(answered ? { answered } : {}),
    open: isGateOpen(scope, node.id),
  };
};
const byHandStateOf = (scope: Scope, node: ByHandNode): ByHandState => {
  const key = scope.index.keyOf(node.id, scope.members);
  const { awaited, attested } = scope.ledger.of(key);
  return {
    key,
    node,
    ...(awaited ? { awaited } : {}),
    ...(attested ? { attested } : {}),
    open: awaited !== undefined && !attested,
  };
};

/** Folds a journal into the case it tells of. */
export const stateOf = (entries: readonly Entry[]): CaseState => {
  const opened = entries[0];
  if (opened?.is !== 'opened') throw new Error('a journal begins with its opened entry');
  const index = indexOf(opened.plan);
  const ledger = ledgerOf(() => entries);
  const clocks = clocksOf(opened, entries);
  const steps: StepState[] = [];
  const gates: GateState[] = [];
  const byHands: ByHandState[] = [];
  for (const node of walk(opened.plan.nodes))
    for (const members of membersOf(index, ledger, node.id)) {
      const scope: Scope = { index, ledger, inputs: opened.inputs, members };
      if (node.kind === 'step') steps.push(stepStateOf(scope, node));
      if (node.kind === 'approval') gates.push(gateStateOf(scope, node));
      if (node.kind === 'by-hand') byHands.push(byHandStateOf(scope, node));
    }
  const identity = newest(entries, 'identified');
  const claim = newest(entries, 'claimed', 'unclaimed', 'held');
  const closed = newest(entries, 'closed');
  const aborted = newest(entries, 'aborted');
  return {
    opened,
    target: targetOf(opened),
    clocks,
    evidenceOnly: isEvidenceOnly(opened, entries),
    phases: phasesOf(clocks, steps, entries),
    steps,
    gates,
    byHands,
    ...(identity ? { identity } : {}),
    ...(claim ? { claim } : {}),
    ...(closed ? { closed } : {}),
    ...(aborted ? { aborted } : {}),
    entries,
  };
};

const phasesOf = (clocks: Clocks, steps: readonly StepState[], entries: readonly Entry[]): readonly PhaseState[] => {
  const phases = [...new Set(steps.map((step) => step.clock))];
  return phases.map((phase) => {
    const own = steps.filter((step) => step.clock === phase);
    const deadline = deadlineOf(clocks, phase);
    const settled = own.every((step) => step.is !== 'waiting' && step.is !== 'running');
    const last = own.map((step) => step.settled ?? '').reduce((a, b) => (a > b ? a : b), '');
    const doneAt = settled && last !== '' ? new Date(last) : undefined;
    // A deadline that `ir set` has moved since says nothing any more.
    const recorded = entries.some(
      (entry) => entry.is === 'late' && entry.phase === phase && entry.deadline === deadline?.toISOString(),
    );
    return {
      phase,
      ...(deadline ? { deadline } : {}),
      ...(doneAt ? { doneAt } : {}),
      late: recorded || (deadline !== undefined && doneAt !== undefined && doneAt > deadline),
    };
  });
};
