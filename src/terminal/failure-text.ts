import type { Failure } from '../journal/index.ts';
import { inert } from '../redact/index.ts';

/** What happened, in one line: API, error code and request id where AWS answered. */
export const failureText = (failure: Failure): string => {
  if (!('call' in failure)) return inert(failure.message);
  const id = failure.requestId === undefined ? '' : ` (request ${inert(failure.requestId)})`;
  const code = failure.code === undefined ? '' : ` answered ${inert(failure.code)}`;
  return `${failure.call}${code}${id}: ${inert(failure.message)}`;
};
