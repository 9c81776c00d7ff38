import type { Failure, Of, Skip, Values } from '../journal/index.ts';
import type { Kind, Phase } from '../language/index.ts';
import type { StepNode } from '../plan/index.ts';
import { type Proof, proofAt } from './proof.ts';
import { type Scope, spokenFor } from './resolve.ts';
import { waitsForPerson } from './waits.ts';

/** One step, or one member of a fan-out's step, as the journal has it. */
export interface StepState {
  readonly key: string;
  readonly id: string;
  readonly title: string;
  readonly phase: Phase;
  /** The phase whose time it takes: of a playbook that is followed, the one in which it is. */
  readonly clock: Phase;
  readonly does: Kind;
  readonly action: string;
  readonly noun?: string;
  readonly optional: boolean;
  readonly is: 'waiting' | 'running' | 'ended' | 'failed' | 'skipped';
  readonly attempt: number;
  readonly began?: string;
  readonly ended?: string;
  /** When its phase was first done with it: a retry of evidence makes no phase late, one of a containing change does. */
  readonly settled?: string;
  readonly input?: Values;
  readonly before?: Values;
  readonly after?: Values;
  readonly output?: Values;
  readonly proof?: Proof;
  /** No later than this it stopped to hold, where it once did. */
  readonly lostSince?: string;
  readonly failure?: Failure;
  readonly skip?: Skip;
  /** Of a playbook that may be followed and was not: nothing of it was begun. */
  readonly offered?: true;
  /** It was left open for a person's approval or by-hand step, its own or a source's. */
  readonly waitsForPerson: boolean;
  readonly said?: string;
  readonly found: boolean;
  /** What came of its release, if that is newer than its last try. */
  readonly released?: Of<'released'>;
}

/** The entry of the container around a node that speaks for it. */
const aroundOf = (scope: Scope, id: string): Of<'skipped'> | Of<'failed'> | undefined =>
  scope.index
    .inside(id)
    .map((container) => spokenFor(scope, container))
    .find(Boolean);

export const stepStateOf = (scope: Scope, node: StepNode): StepState => {
  const { index, ledger, members } = scope;
  const key = index.keyOf(node.id, members);
  const { began, said, released, verified, saved, last: own, settled } = ledger.of(key);
  const last = own ?? (began ? undefined : aroundOf(scope, node.id));
  const proof = proofAt(index, ledger, node.id, members);
  const noun = index.plan.actions[node.action]?.noun;
  const before = saved?.before ?? began?.before;
  const lost = proof?.is === 'does not hold' && last?.is === 'ended' && last.verdict?.is === 'holds';
  const followed = index.inside(node.id).find((container) => container.kind === 'follow');
  return {
    key,
    id: node.id,
    title: node.title,
    phase: node.phase,
    clock: followed?.phase ?? node.phase,
    does: node.does,
    action: node.action,
    ...(noun === undefined ? {} : { noun }),
    ...(followed && own === undefined && last?.is === 'skipped' ? { offered: true as const } : {}),
    optional: node.optional,
    is: last?.is ?? (began ? 'running' : 'waiting'),
    attempt: last?.attempt ?? began?.attempt ?? 1,
    ...(began ? { began: began.at, input: began.input } : {}),
    ...(before ? { before } : {}),
    ...(last ? { ended: last.at, settled: (node.does === 'changes' ? undefined : settled) ?? last.at } : {}),
    ...(last?.is === 'ended' ? { output: last.output, ...(last.after ? { after: last.after } : {}) } : {}),
    ...(proof ? { proof } : {}),
    ...(lost ? { lostSince: verified?.changedAt ?? proof.at } : {}),
    ...(last?.is === 'failed' ? { failure: last.failure } : {}),
    ...(last?.is === 'skipped'
      ? { skip: { counts: last.counts, because: last.because, ...(last.calls ? { calls: last.calls } : {}) } }
      : {}),
    waitsForPerson: last?.is === 'skipped' && last.counts === 'open' && waitsForPerson(scope, node.id),
    ...(said ? { said: said.what } : {}),
    found: last?.is === 'ended' && last.found === true,
    ...(released && released.seq > (began?.seq ?? 0) ? { released } : {}),
  };
};
