export { Cannot } from './cannot.ts';
export {
  type Action,
  type ActionOf,
  type AnyAction,
  changes,
  type Choices,
  destroys,
  keeps,
  type Kept,
  type Kind,
  looks,
  type NotYet,
  type Use,
} from './action.ts';
export { type Budget, type Duration, hours, minutes, seconds, SEVERITIES, type Severity } from './durations.ts';
export {
  type AnyPlaybook,
  definePlaybook,
  type Order,
  type Phase,
  PHASES,
  type Platform,
  type Playbook,
  type Runbook,
  type Terms,
} from './playbook.ts';
export {
  type Condition,
  gateOf,
  handleOf,
  idOf,
  isRefJson,
  outputsOf,
  pathOf,
  pathsBelow,
  refTo,
  type RefJson,
} from './refs.ts';
export { doesNotHold, holds, unproven, type Verdict, type Word } from './verdict.ts';
