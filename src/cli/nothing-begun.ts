import type { CaseState } from '../engine/index.ts';
import { failureText, isNothingBegun, renderFailure, renderProblem, type Screen } from '../terminal/index.ts';
import { asFailure } from './failure-document.ts';
import { GET_CREDENTIALS, type Problem } from './stop.ts';

/** Why a run could not begin at all, for a person and for a script. All that did not happen follows from it. */
export interface NotBegun {
  readonly text: (screen: Screen) => string;
  readonly failure: ReturnType<typeof asFailure>;
}
export const notBegun = (state: CaseState, program: string, exit: number): NotBegun | undefined => {
  const [first] = state.steps;
  if (!isNothingBegun(state) || !first?.failure) return undefined;
  const { failure } = first;
  const isRehearsed = state.opened.mode === 'dry-run';
  const again = isRehearsed ? 'the same command' : `${program} resume ${state.opened.name}`;
  const platform = state.opened.plan.platform === undefined ? 'AWS' : 'Railway';
  const isBare = failure.reason === 'no-credentials';
  const problem: Problem = {
    reason: failure.reason,
    what: isBare ? `No valid ${platform} credentials: ${failure.message}` : `${first.title}: ${failureText(failure)}`,
    safe: `Nothing was changed. ${isRehearsed ? 'No case was kept.' : 'The clocks of the case go on.'}`,
    next: isBare ? `${platform === 'AWS' ? GET_CREDENTIALS : 'railway login'}, then ${again}` : again,
  };
  return {
    failure: asFailure(problem, exit),
    text: (screen) =>
      isBare || isRehearsed ? renderProblem(problem, screen) : renderFailure(first, failure, program, state, screen),
  };
};
