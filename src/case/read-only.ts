import type { Durable } from '../engine/index.ts';
import type { Entry } from '../journal/index.ts';
import { fingerprint } from '../redact/index.ts';
import { DurableFault } from './fault.ts';
import { standings } from './standings.ts';

/** A case that is only looked at, while another process may hold it: nothing can be recorded through this. */
export const openReadOnly = (entries: readonly Entry[], salt: string): Durable => {
  const standing = standings();
  for (const entry of entries) standing.take(entry);
  const refuse = (): Promise<never> => Promise.reject(new DurableFault('this case is only looked at'));
  return {
    entries: () => entries,
    standing: standing.of,
    append: refuse,
    tell: () => undefined,
    fan: refuse,
    sleepUntil: refuse,
    waitFor: refuse,
    arm: () => undefined,
    disarm: refuse,
    claim: refuse,
    cancelled: new AbortController().signal,
    keep: refuse,
    now: () => new Date(),
    fingerprint: (secret) => fingerprint(secret, salt),
  };
};
