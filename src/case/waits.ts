import type { Signal } from '../engine/index.ts';
import { callAt, type Clock } from './clock.ts';
import { DurableFault } from './fault.ts';
import type { CaseRecord } from './record.ts';

export interface Cancelled {
  readonly by: string;
  readonly because: string;
}
export interface WaitOptions {
  readonly record: CaseRecord;
  readonly clock: Clock;
  readonly cancelled: AbortSignal;
  /** Takes in what lies in the inbox. */
  readonly takeLetters: () => Promise<void>;
}
/** A wait that can be given up. */
export interface Wait<T> {
  readonly name: string;
  readonly result: Promise<T>;
  readonly giveUp: () => void;
}

const cancelOf = (signal: AbortSignal): Signal => ({ is: 'cancel', ...(signal.reason as Cancelled) });

/** Ends with the first of: what `look` finds, a person's abort, the time. */
const waitUntil = <T>(
  name: string,
  { clock, cancelled, record, takeLetters }: WaitOptions,
  until: Date,
  ends: { readonly look: () => T | undefined; readonly cancel: () => T; readonly timeout: () => T },
): Wait<T> => {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const stops: (() => void)[] = [];
  let over = false;
  const end = (settle: () => void): void => {
    over = true;
    for (const stop of stops) stop();
    settle();
  };
  const look = (): void => {
    if (over) return;
    const found = ends.look();
    if (found !== undefined) end(() => resolve(found));
    else if (cancelled.aborted) end(() => resolve(ends.cancel()));
  };
  /** What was left in time counts, also where it is only found when time is up. */
  const lastLook = async (): Promise<void> => {
    await takeLetters().catch(() => undefined);
    look();
    if (!over) end(() => resolve(ends.timeout()));
  };
  stops.push(record.onEntry(look));
  cancelled.addEventListener('abort', look, { once: true });
  stops.push(() => cancelled.removeEventListener('abort', look));
  look();
  if (!over) stops.push(callAt(clock, until, () => void lastLook(), false));
  const giveUp = (): void => {
    if (!over) end(() => reject(new DurableFault(`waiting for ${name} was given up: its handle has gone on`)));
  };
  return { name, result: promise, giveUp };
};

export const waitForSignal = (options: WaitOptions, name: string, nonce: string, until: Date): Wait<Signal> => {
  const { questions } = options.record;
  const look = (): Signal | undefined => {
    if (!questions.isAsked(nonce)) {
      const proof = questions.attested(name);
      return proof && { is: 'attested', proof: proof.proof, by: proof.by };
    }
    const found = questions.answered(nonce);
    if (!found) return undefined;
    const { answer, by, how } = found;
    return answer === 'expired' ? { is: 'timeout' } : { is: 'answer', answer, by, how };
  };
  return waitUntil<Signal>(name, options, until, {
    look,
    cancel: () => cancelOf(options.cancelled),
    timeout: () => ({ is: 'timeout' }),
  });
};
export const sleep = (options: WaitOptions, at: Date): Wait<'woke' | 'cancel'> =>
  waitUntil<'woke' | 'cancel'>('a time', options, at, {
    look: () => undefined,
    cancel: () => 'cancel',
    timeout: () => 'woke',
  });
