export { type Clocks, clocksOf, DEADLINES, deadlineOf } from './clocks.ts';
export { exitOf, isUnknownTarget, type Open, openOf } from './exit.ts';
export { failureOf, isFatal } from './failure.ts';
export type { Claim, Durable, Host, Question, Reply, Signal, Standing } from './ports.ts';
export { contextOf, run, type RunOptions } from './run.ts';
export { type ByHandState, type CaseState, type GateState, type PhaseState, stateOf } from './state.ts';
export type { Proof } from './proof.ts';
export type { StepState } from './step-state.ts';
export {
  type CaseVerdict,
  type Containment,
  countsAs,
  isContaining,
  isGuard,
  type NounVerdict,
  toldIn,
  verdictOf,
} from './verdict.ts';
export { recheck, type RecheckOptions } from './recheck.ts';
export { release, releasable, type ReleaseOptions } from './release.ts';
export { isSame } from './same.ts';
