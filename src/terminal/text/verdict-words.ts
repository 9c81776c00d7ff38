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
/** What is contained by killing it is dead or alive, not contained. */
const MORTAL: Readonly<Record<string, Partial<typeof WORDS>>> = {
  'gateway token': {
    contained: 'DEAD, proven',
    unproven: 'UNPROVEN: not known to be dead everywhere',
    'not contained': 'NOT DEAD: whoever has it may be let in',
  },
};
/** What is said of one noun; where nothing but the host’s or a person’s word stands for it, that is said too. */
export const wordsOf = (noun: string, is: NounVerdict['is'], steps: readonly StepState[]): string => {
  const words = MORTAL[noun]?.[is] ?? WORDS[is];
  const counted = steps.filter((step) => isContaining(step) && countsAs(step) === 'holds');
  const isWord = ({ proof }: StepState): boolean => proof?.by === 'host-said' || proof?.by === 'person-said';
  if (is !== 'contained' || !counted.some(isWord)) return words;
  const rest = counted.every(isWord) ? '' : 'in part ';
  return words.replace('proven', `${rest}by the host’s or a person’s word`);
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
  const steps = state.steps.filter(isContaining);
  return `${wordsOf('', is, steps)}${waitingText(steps)}`;
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
