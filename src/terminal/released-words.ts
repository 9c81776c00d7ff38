import type { StepState } from '../engine/index.ts';

type Outcome = NonNullable<StepState['released']>['outcome'];
/** What became of a change when its case was released. */
export const RELEASED: Readonly<Record<Outcome, string>> = {
  released: 'put back',
  gone: 'nothing to put back',
  kept: 'kept',
  drifted: 'drifted, left as it is',
  failed: 'could NOT be put back',
};
