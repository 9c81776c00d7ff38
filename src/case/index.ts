export type { CantOpenCase } from './can-not-open.ts';
export { type Clock, systemClock } from './clock.ts';
export { type DurableOptions, openDurable, type OpenCase } from './durable.ts';
export { keepEvidence, listEvidence, safeName } from './evidence.ts';
export { DurableFault } from './fault.ts';
export {
  type CaseFolder,
  type CaseListed,
  createCase,
  type Created,
  findCase,
  listCases,
  type NotFound,
} from './folder.ts';
export { type Home, homePath, type HomeRefused, openHome } from './home.ts';
export { initialsOf, newCaseId, spokenName } from './ids.ts';
export { leave } from './inbox.ts';
export type { CaseLabel } from './label.ts';
export type { Letter, Sent } from './letter.ts';
export {
  dropClaim,
  type Mirror,
  MIRROR_CALLS,
  type MirrorOptions,
  openMirror,
  readClaim,
  readClaims,
  readSaved,
  takeClaim,
} from './mirror.ts';
export type { CaseFailure } from './result.ts';
export { openReadOnly } from './read-only.ts';
