import {
  type CaseState,
  type Containment,
  countsAs,
  isContaining,
  type NounVerdict,
  type StepState,
} from '../../engine/index.ts';
import type { Paint } from '../paint.ts';

/** What is said of a noun, and of a case. "Contained" stands alone only where all of it holds. */
export const WORDS: Readonly<Record<NounVerdict['is'], string>> = {
  contained: 'CONTAINED, proven',
  unproven: 'contained, UNPROVEN',
  'not contained': 'NOT CONTAINED',
  waiting: 'NOT YET CONTAINED: waits for a person',
  released: 'released',
  'under way': 'under way',
  'nothing to contain': 'nothing to contain',
  protected: 'protected',
  'not protected': 'NOT PROTECTED',
  'nothing to protect': 'nothing to protect',
};
export const painted = (is: NounVerdict['is'], paint: Paint, words = WORDS[is]): string => {
  if (is === 'contained' || is === 'protected') return paint.good(words);
  if (is === 'not contained' || is === 'not protected' || is === 'waiting') return paint.bad(words);
  return is === 'unproven' || is === 'under way' ? paint.doubt(words) : words;
};
/** Of guards around the evidence, which decide nothing about containment. */
export const GUARD_UNPROVEN = 'protected, UNPROVEN';

/** The one line of truth of a case. A dry run and an evidence-only run contain nothing, and say so. */
export const headline = (state: CaseState, is: Containment): string => {
  if (state.opened.mode === 'dry-run') return 'DRY RUN: nothing was changed';
  if (state.evidenceOnly) return 'EVIDENCE ONLY: nothing was touched, NOT CONTAINED';
  const destroyed = state.steps.find((step) => step.does === 'destroys' && step.is === 'ended');
  if (destroyed) return `${destroyed.title.toUpperCase()}: done; what stands below was read before that`;
  return `${WORDS[is]}${waitingText(state.steps.filter(isContaining))}`;
};
/** Of a case that was left in the middle: the process that walked it is gone, and nothing goes on by itself. */
const STOPPED = 'STOPPED: nobody is walking it';
/** As `headline`, of a case that nobody holds: what was under way is not any more. */
export const headlineNow = (state: CaseState, is: Containment, isWalked: boolean): string =>
  isLeft(state, isWalked) && is === 'under way' ? STOPPED : headline(state, is);
/** Nobody holds the case, and steps of it were begun or are still to be done, which no person is asked about. */
export const isLeft = (state: CaseState, isWalked: boolean): boolean =>
  !isWalked && !state.closed && state.steps.some((step) => step.is === 'running' || step.is === 'waiting');
/** "; 3 steps wait for a person": what holds is not all that was meant to. */
export const waitingText = (steps: readonly StepState[]): string => {
  const waiting = steps.filter((step) => countsAs(step) === 'open').length;
  return waiting === 0 ? '' : `; ${waiting} step${waiting === 1 ? ' waits' : 's wait'} for a person`;
};
