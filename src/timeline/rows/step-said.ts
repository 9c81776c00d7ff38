import type { Failure, Of } from '../../journal/index.ts';
import type { Kind, Verdict } from '../../language/index.ts';
import { WORDS } from '../words.ts';

/** Ids that AWS gave to what a step made: what a reader looks up later. */
const ID = /^(?:snap|sg|ami|eipassoc|iip-assoc)-[0-9a-f]{8,17}$/;
export const idsIn = (value: unknown, shape = ID): readonly string[] => {
  if (typeof value === 'string') return shape.test(value) ? [value] : [];
  if (value === null || typeof value !== 'object') return [];
  return [...new Set(Object.values(value).flatMap((member) => idsIn(member, shape)))];
};
export const endSaid = (entry: Of<'ended'>, kind: Kind | undefined): string => {
  if (entry.found) return 'found as done before';
  const ids = kind === 'keeps' ? idsIn(entry.output) : [];
  return ids.length === 0 ? 'done' : `done (${ids.join(', ')})`;
};
/** By whose word it held, or why not. */
export const verdictSaid = (verdict: Verdict | undefined): string => {
  if (verdict === undefined) return '';
  const detail = verdict.is === 'holds' ? verdict.detail : verdict.because;
  const is = { holds: 'held', 'does not hold': 'did not hold', unproven: 'unproven' }[verdict.is];
  return `; ${is}${detail === undefined ? '' : `, ${detail}`} (${WORDS[verdict.by]})`;
};
/** With the API, the error code and the request id where AWS gave them. */
export const failureSaid = (failure: Failure): string => {
  if (!('call' in failure)) return failure.message;
  const code = failure.code === undefined ? failure.reason : failure.code;
  const request = failure.requestId === undefined ? '' : ` (request ${failure.requestId})`;
  return `${failure.call} answered ${code}${request}: ${failure.message}`;
};
