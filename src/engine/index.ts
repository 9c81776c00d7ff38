export { isFatal } from './attempt.ts';
export { type Clocks, clocksOf, DEADLINES, deadlineOf } from './clocks.ts';
export { exitOf, isUnknownTarget, type Open, openOf } from './exit.ts';
export { failureOf } from './failure.ts';
export type { Claim, Durable, Host, Question, Reply, Signal, Standing } from './ports.ts';
export { contextOf, run, type RunOptions } from './run.ts';
export {
  type ByHandState,
  type CaseState,
  type GateState,
  type PhaseState,
  type Proof,
  stateOf,
  type StepState,
} from './state.ts';
export { type CaseVerdict, type Containment, countsAs, isContaining, type NounVerdict, verdictOf } from './verdict.ts';
export { recheck, type RecheckOptions } from './recheck.ts';
export { release, releasable, type ReleaseOptions } from './release.ts';
export { isSame } from './same.ts';
