import type { CaseState } from './state.ts';
import type { StepState } from './step-state.ts';

/** Whether a thing is contained. Only `contained` says that all is proven; nothing is rounded up. */
export type Containment =
  | 'contained'
  /** Every containing step was done, and some could not be proven. */
  | 'unproven'
  | 'not contained'
  /** Containing itself waits for a person. */
  | 'waiting'
  | 'released'
  /** Not decided yet: the run is on its way. */
  | 'under way';

/** What is said of guards around the evidence: they decide nothing about containment (T6: a guard's failure is none of it). */
export type Guarded = 'protected' | 'not protected' | 'unproven' | 'under way' | 'released' | 'nothing to protect';

/** One noun of the verdict: "network", "credentials". */
export interface NounVerdict {
  readonly noun: string;
  readonly is: Containment | 'nothing to contain' | Guarded;
  /** What holds, does not, or is not known, one line each. */
  readonly lines: readonly string[];
}
export interface CaseVerdict {
  readonly is: Containment;
  readonly nouns: readonly NounVerdict[];
  /** Since when it has not held, where it once did: no later than this. */
  readonly lostSince?: string;
}

/** How one change counts (F6 and decisions 7). */
type Counts = 'holds' | 'not applicable' | 'bad' | 'unproven' | 'waiting' | 'open' | 'released' | 'under way';
export const countsAs = (step: StepState): Counts => {
  if (step.released?.outcome === 'released' || step.released?.outcome === 'gone') return 'released';
  switch (step.is) {
    case 'waiting':
    case 'running':
      return 'under way';
    case 'failed':
      return 'bad';
    case 'skipped':
      if (step.skip?.counts === 'fine') return 'not applicable';
      // Not followed, or not yet: it is no part of what this case contains.
      if (step.offered) return step.waitsForPerson ? 'open' : 'not applicable';
      if (step.skip?.counts !== 'open') return 'bad';
      if (!step.waitsForPerson) return 'under way';
      // What waits in the revoke phase goes beyond this target and is followed up; in isolate, containing itself waits.
      // So does a playbook that may be followed: it is counted in the phase in which it is offered.
      return step.clock === 'isolate' ? 'waiting' : 'open';
    case 'ended':
      if (step.proof?.is === 'holds') return 'holds';
      return step.proof?.is === 'unproven' ? 'unproven' : 'bad';
  }
};
/** The noun of changes that guard evidence (termination protection, alarms, Auto Scaling) and contain nothing. */
const EVIDENCE = 'evidence';
const inScope = (step: StepState): boolean =>
  step.does === 'changes' && (step.phase === 'isolate' || step.phase === 'revoke');
export const isContaining = (step: StepState): boolean => inScope(step) && step.noun !== EVIDENCE;
export const isGuard = (step: StepState): boolean => inScope(step) && step.noun === EVIDENCE;

const ORDER = ['bad', 'under way', 'waiting', 'unproven'] as const;
const fold = (counts: readonly Counts[]): Containment => {
  const worst = ORDER.find((each) => counts.includes(each));
  if (worst === 'bad') return 'not contained';
  // What was put back is no longer contained, whatever else still stands or can't be proven.
  if (counts.includes('released') && (worst === undefined || worst === 'unproven')) return 'released';
  if (worst !== undefined) return worst;
  // Nothing proven holds: an empty list proves nothing.
  return counts.includes('holds') ? 'contained' : 'not contained';
};
/** Once something has been released, what was never begun is not missed any more. */
const countsOf = (steps: readonly StepState[]): readonly Counts[] => {
  const counts = steps.map(countsAs);
  if (!counts.includes('released')) return counts;
  return steps.map((step, at) => (step.is === 'skipped' ? 'not applicable' : (counts[at] ?? 'bad')));
};
const GUARDED: Readonly<Record<Containment, Guarded>> = {
  contained: 'protected',
  'not contained': 'not protected',
  unproven: 'unproven',
  waiting: 'under way',
  'under way': 'under way',
  released: 'released',
};

const about = (step: StepState): string => {
  const member = /\[([^\]]+)\]\/[^[\]]*$/.exec(step.key)?.[1];
  return member === undefined || member === '?' ? step.title : `${step.title} (${member})`;
};
const line = (step: StepState): string => {
  const { proof, skip, failure } = step;
  if (step.released)
    return `${about(step)}: ${step.released.outcome}${step.released.because === undefined ? '' : `, ${step.released.because}`}`;
  if (proof?.is === 'holds') return `${about(step)}: holds${proof.detail === undefined ? '' : `, ${proof.detail}`}`;
  if (proof) return `${about(step)}: ${proof.is}, ${proof.because}`;
  if (failure) return `${about(step)}: failed, ${failure.message}`;
  if (skip) return `${about(step)}: ${skip.counts === 'fine' ? 'not applicable' : 'not done'}, ${skip.because}`;
  return `${about(step)}: ${step.is === 'running' ? 'under way' : 'not begun'}`;
};

/** What stands under a condition that is not met: nothing to tell. */
const isBesides = ({ skip, offered }: StepState): boolean =>
  offered === true || (skip?.counts === 'fine' && /^not (needed|followed): /.test(skip.because));

/**
 * A change of a later phase that is about what was contained before: opening it again asks every door once more. It is
 * told with the rest, and counts where it finds that what held does not.
 */
const isLater = (step: StepState, nouns: ReadonlySet<string>): boolean =>
  step.does === 'changes' &&
  !inScope(step) &&
  nouns.has(step.noun ?? 'other') &&
  step.proof !== undefined &&
  !step.released;

/** Every change that the verdict tells of, in the order of the plan. */
export const toldIn = (state: CaseState): readonly StepState[] => {
  const scope = state.steps.filter((step) => inScope(step) && !isBesides(step));
  const nouns = new Set(scope.map((step) => step.noun ?? 'other'));
  return state.steps.filter((step) => (inScope(step) ? !isBesides(step) : isLater(step, nouns)));
};
const isFoundOpen = (step: StepState): boolean => !inScope(step) && step.proof?.is === 'does not hold';

const nounOf = (noun: string, own: readonly StepState[]): NounVerdict => {
  const counted = own.filter((step) => inScope(step) || isFoundOpen(step));
  const idle = counted.every((step) => countsAs(step) === 'not applicable');
  const is = fold(countsOf(counted));
  const guards = noun === EVIDENCE;
  const said = guards ? (idle ? 'nothing to protect' : GUARDED[is]) : idle ? 'nothing to contain' : is;
  return { noun, is: said, lines: own.map(line) };
};

/** The verdict by nouns, folded from every change of isolate and revoke. */
export const verdictOf = (state: CaseState): CaseVerdict => {
  const told = toldIn(state);
  const containing = [
    ...state.steps.filter(isContaining),
    ...told.filter((step) => isFoundOpen(step) && step.noun !== EVIDENCE),
  ];
  const nouns = [...new Set(told.map((step) => step.noun ?? 'other'))].map((noun) =>
    nounOf(
      noun,
      told.filter((step) => (step.noun ?? 'other') === noun),
    ),
  );
  const [since] = containing.flatMap((step) => step.lostSince ?? []).toSorted();
  return { is: fold(countsOf(containing)), nouns, ...(since === undefined ? {} : { lostSince: since }) };
};
