import type { Entry, Failure, Of, Opened, Skip, Values } from '../journal/index.ts';
import type { Kind, Phase, Verdict } from '../language/index.ts';
import { type ByHandNode, type GateNode, type StepNode, walk } from '../plan/index.ts';
import { type Clocks, clocksOf, deadlineOf, isEvidenceOnly } from './clocks.ts';
import { type Ledger, ledgerOf, type Record } from './ledger.ts';
import { indexOf, type Members, type PlanIndex } from './plan-index.ts';

/** A verdict, with when it was read. */
export type Proof = Verdict & { readonly at: string };
/** One step, or one member of a fan-out's step, as the journal has it. */
export interface StepState {
  readonly key: string;
  readonly id: string;
  readonly title: string;
  readonly phase: Phase;
  readonly does: Kind;
  readonly action: string;
  readonly noun?: string;
  readonly optional: boolean;
  readonly is: 'waiting' | 'running' | 'ended' | 'failed' | 'skipped';
  readonly attempt: number;
  readonly began?: string;
  readonly ended?: string;
  readonly input?: Values;
  readonly before?: Values;
  readonly after?: Values;
  readonly output?: Values;
  readonly proof?: Proof;
  readonly failure?: Failure;
  readonly skip?: Skip;
  readonly said?: string;
  readonly found: boolean;
  readonly released?: Of<'released'>;
}
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
  /** When its last step ended, once all have. */
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

/** Every way to be a member of the fan-outs around a node, as far as they have been fanned out. */
const membersOf = (index: PlanIndex, ledger: Ledger, id: string): readonly Members[] => {
  const inside = index.inside(id);
  let ways: Members[] = [{}];
  for (const each of inside) {
    if (each.kind !== 'each') continue;
    ways = ways.flatMap((members) => {
      const names = ledger.of(index.keyOf(each.id, members)).fanned?.names ?? ['?'];
      return names.map((name) => ({ ...members, [each.id]: name }));
    });
  }
  return ways;
};
/** The container around a node whose skip or failure speaks for it. */
const spokenFor = (index: PlanIndex, ledger: Ledger, id: string, members: Members): Record['last'] =>
  index
    .inside(id)
    .map((container) => ledger.of(index.keyOf(container.id, members)).last)
    .find((last) => last?.is === 'skipped' || last?.is === 'failed');

const proofOf = (record: Record, attested: Of<'attested'> | undefined): Proof | undefined => {
  const { last, verified } = record;
  if (last?.is !== 'ended' || !last.verdict) return undefined;
  const read = verified && verified.seq > last.seq ? verified : last;
  const verdict = read.verdict ?? last.verdict;
  if (verdict.is === 'unproven' && attested)
    return { is: 'holds', by: 'person-said', detail: `attested by ${attested.by}`, at: attested.at };
  return { ...verdict, at: read.at };
};

const stepState = (
  index: PlanIndex,
  ledger: Ledger,
  node: StepNode,
  members: Members,
  attested?: Of<'attested'>,
): StepState => {
  const key = index.keyOf(node.id, members);
  const record = ledger.of(key);
  const { began, said } = record;
  const last = record.last ?? (began ? undefined : spokenFor(index, ledger, node.id, members));
  const proof = proofOf(record, attested);
  const noun = index.plan.actions[node.action]?.noun;
  return {
    key,
    id: node.id,
    title: node.title,
    phase: node.phase,
    does: node.does,
    action: node.action,
    ...(noun === undefined ? {} : { noun }),
    optional: node.optional,
    is: last?.is ?? (began ? 'running' : 'waiting'),
    attempt: last?.attempt ?? began?.attempt ?? 1,
    ...(began ? { began: began.at, input: began.input, ...(began.before ? { before: began.before } : {}) } : {}),
    ...(last ? { ended: last.at } : {}),
    ...(last?.is === 'ended' ? { output: last.output, ...(last.after ? { after: last.after } : {}) } : {}),
    ...(proof ? { proof } : {}),
    ...(last?.is === 'failed' ? { failure: last.failure } : {}),
    ...(last?.is === 'skipped'
      ? { skip: { counts: last.counts, because: last.because, ...(last.calls ? { calls: last.calls } : {}) } }
      : {}),
    ...(said ? { said: said.what } : {}),
    found: last?.is === 'ended' && last.found === true,
    ...(record.released ? { released: record.released } : {}),
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
  const words = new Map<string, Of<'attested'>>();
  const nodes = [...walk(opened.plan.nodes)];
  for (const node of nodes)
    if (node.kind === 'by-hand' && node.proves !== undefined) {
      const { attested } = ledger.of(index.keyOf(node.id, {}));
      if (attested) words.set(node.proves, attested);
    }
  for (const node of nodes) {
    const ways = membersOf(index, ledger, node.id);
    for (const members of ways) {
      if (node.kind === 'step') steps.push(stepState(index, ledger, node, members, words.get(node.id)));
      if (node.kind === 'approval') {
        const gate = index.keyOf(node.id, members);
        const { asked, answered } = ledger.gate(gate);
        const destroys = index.behind(node.id).some((step) => step.does === 'destroys');
        const undecided = !answered || (answered.answer === 'expired' && node.onTimeout === 'hold');
        gates.push({
          gate,
          node,
          destroys,
          ...(asked ? { asked } : {}),
          ...(answered ? { answered } : {}),
          open: asked !== undefined && undecided,
        });
      }
      if (node.kind === 'by-hand') {
        const key = index.keyOf(node.id, members);
        const { awaited, attested } = ledger.of(key);
        byHands.push({
          key,
          node,
          ...(awaited ? { awaited } : {}),
          ...(attested ? { attested } : {}),
          open: awaited !== undefined && !attested,
        });
      }
    }
  }
  const identity = newest(entries, 'identified');
  const claim = newest(entries, 'claimed', 'unclaimed', 'held');
  const closed = newest(entries, 'closed');
  const aborted = newest(entries, 'aborted');
  return {
    opened,
    target: String(opened.inputs[opened.plan.target] ?? ''),
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
  const phases = [...new Set(steps.map((step) => step.phase))];
  return phases.map((phase) => {
    const own = steps.filter((step) => step.phase === phase);
    const deadline = deadlineOf(clocks, phase);
    const settled = own.every((step) => step.is === 'ended' || step.is === 'failed' || step.is === 'skipped');
    const last = own.map((step) => step.ended ?? '').reduce((a, b) => (a > b ? a : b), '');
    const doneAt = settled && last !== '' ? new Date(last) : undefined;
    const recorded = entries.some((entry) => entry.is === 'late' && entry.phase === phase);
    return {
      phase,
      ...(deadline ? { deadline } : {}),
      ...(doneAt ? { doneAt } : {}),
      late: recorded || (deadline !== undefined && doneAt !== undefined && doneAt > deadline),
    };
  });
};
