import type { CaseState, StepState } from '../../engine/index.ts';
import { hang, textOf } from '../lines.ts';
import { titleOf } from '../names.ts';
import { type Look, PLAIN } from '../paint.ts';
import { snapshotLines } from './end.ts';

/** What a closed case leaves behind on AWS, for whoever pays for it or trips over it. */
export const renderStanding = (state: CaseState, stands: readonly StepState[], look: Look = PLAIN): string =>
  textOf([
    'Still standing:',
    ...stands.flatMap((step) =>
      hang('  ', `${titleOf(step)}, ${step.does === 'keeps' ? 'kept as evidence' : 'a change'}`, look.columns, 4),
    ),
    ...snapshotLines(state, look),
  ]);
