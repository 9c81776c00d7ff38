import type { Fact } from '../journal/index.ts';
import { isFatal, proofNow } from './attempt.ts';
import { contextOf, type RunOptions } from './run.ts';
import { attemptAt } from './step.ts';

type Verified = Extract<Fact, { readonly is: 'verified' }>;
export interface RecheckOptions extends RunOptions {
  /** Proofs younger than this are believed. Default 60 s. */
  readonly olderThanMs?: number;
}

/**
 * Reads every change again whose proof has grown old: true now, not true then. Returns what it found instead of
 * recording it, because the reader may not be the journal's holder.
 */
export const recheck = async (options: RecheckOptions): Promise<readonly Verified[]> => {
  const { durable, olderThanMs = 60_000 } = options;
  const context = contextOf(options);
  const due = context.ledger.keys().flatMap((key) => {
    const { began, last, verified, released } = context.ledger.of(key);
    if (last?.is !== 'ended' || !last.verdict || !began || (released && released.seq > last.seq)) return [];
    const read = Date.parse((verified ?? last).at);
    return durable.now().getTime() - read < olderThanMs ? [] : [{ key, began, last }];
  });
  const found = await Promise.all(
    due.map(async ({ key, began, last }): Promise<Verified | undefined> => {
      const node = context.index.at(began.step)?.node;
      const action = context.actions.get(node?.kind === 'step' ? node.action : '');
      if (action?.kind !== 'changes') return undefined;
      const attempt = {
        ...attemptAt({ context, durable, members: {} }, action, key, 30),
        input: began.input,
        step: began.step,
        number: began.attempt,
      };
      try {
        const { after, verdict } = await proofNow(attempt, action, last.output);
        return { is: 'verified', key, verdict, now: after ?? {} };
      } catch (error) {
        if (isFatal(error)) throw error;
        return undefined;
      }
    }),
  );
  return found.filter((one) => one !== undefined);
};
