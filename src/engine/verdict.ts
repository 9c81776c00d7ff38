import type { CaseState, StepState } from './state.ts';

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

/** One noun of the verdict: "network", "credentials". */
export interface NounVerdict {
  readonly noun: string;
  readonly is: Containment | 'nothing to contain';
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
  if (step.released && (step.released.outcome === 'released' || step.released.outcome === 'gone')) return 'released';
  switch (step.is) {
    case 'waiting':
    case 'running':
      return 'under way';
    case 'failed':
      return 'bad';
    case 'skipped':
      if (step.skip?.counts === 'fine') return 'not applicable';
      // What waits in the revoke phase goes beyond this target and is followed up; in isolate, containing itself waits.
      return step.skip?.counts === 'open' ? (step.phase === 'isolate' ? 'waiting' : 'open') : 'bad';
    case 'ended':
      if (step.proof?.is === 'holds') return 'holds';
      return step.proof?.is === 'unproven' ? 'unproven' : 'bad';
  }
};
export const isContaining = (step: StepState): boolean =>
  step.does === 'changes' && (step.phase === 'isolate' || step.phase === 'revoke');

const ORDER = ['bad', 'under way', 'waiting', 'unproven'] as const;
const fold = (counts: readonly Counts[]): Containment => {
  const worst = ORDER.find((each) => counts.includes(each));
  if (worst === 'bad') return 'not contained';
  if (worst !== undefined) return worst;
  // Nothing proven holds: an empty list proves nothing.
  if (!counts.includes('holds')) return counts.includes('released') ? 'released' : 'not contained';
  return 'contained';
};

const about = (step: StepState): string => {
  const member = /\[([^\]]+)\]\/[^[\]]*$/.exec(step.key)?.[1];
  return member === undefined ? step.title : `${step.title} (${member})`;
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

/** The verdict by nouns, folded from every change of isolate and revoke. */
export const verdictOf = (state: CaseState): CaseVerdict => {
  const containing = state.steps.filter(isContaining);
  const nouns = [...new Set(containing.map((step) => step.noun ?? 'other'))].map((noun): NounVerdict => {
    const own = containing.filter((step) => (step.noun ?? 'other') === noun);
    const counts = own.map(countsAs);
    const idle = counts.every((each) => each === 'not applicable');
    return { noun, is: idle ? 'nothing to contain' : fold(counts), lines: own.map(line) };
  });
  const lost = containing.filter((step) => step.proof?.is === 'does not hold').map((step) => step.proof?.at ?? '');
  const since = lost.reduce((a, b) => (a === '' || b < a ? b : a), '');
  return { is: fold(containing.map(countsAs)), nouns, ...(since === '' ? {} : { lostSince: since }) };
};
