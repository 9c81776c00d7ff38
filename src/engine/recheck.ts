import pLimit from 'p-limit';
import type { Fact, Of } from '../journal/index.ts';
import { attemptAt } from './attempt.ts';
import { isPutBack } from './ledger.ts';
import { CUT, within } from './limits.ts';
import { proofNow } from './prove.ts';
import { contextOf, type RunOptions } from './run.ts';
import type { Context } from './run-context.ts';

type Verified = Extract<Fact, { readonly is: 'verified' }>;
export interface RecheckOptions extends RunOptions {
  /** Proofs younger than this are believed. Default 60 s. */
  readonly olderThanMs?: number;
  /** Only what could not be proven when it was last read. */
  readonly unprovenOnly?: boolean;
}
const AT_ONCE = 10;
const SECONDS = 30;

interface Due {
  readonly key: string;
  readonly began: Of<'began'>;
  readonly last: Of<'ended'>;
}
/** Changes that stand, and whose proof is older than that. What was not put back by a release still stands. */
const dueIn = ({ ledger }: Context, now: Date, olderThanMs: number): readonly Due[] =>
  ledger.keys().flatMap((key) => {
    const { began, last, verified, released } = ledger.of(key);
    if (last?.is !== 'ended' || !last.verdict || !began) return [];
    if (released && released.seq > last.seq && isPutBack(released)) return [];
    return now.getTime() - Date.parse((verified ?? last).at) < olderThanMs ? [] : [{ key, began, last }];
  });

const readAgain = async (
  context: Context,
  { durable }: RunOptions,
  { key, began, last }: Due,
): Promise<Verified | undefined> => {
  const node = context.index.at(began.step)?.node;
  const action = context.actions.get(node?.kind === 'step' ? node.action : '');
  if (action?.kind !== 'changes') return undefined;
  const about = { action, key, input: began.input, step: began.step, number: began.attempt };
  const proven = await within(SECONDS, durable.cancelled, (limits) =>
    proofNow(attemptAt({ context, durable, members: {} }, about, limits), action, last.output),
  );
  if (proven === CUT) return undefined;
  return { is: 'verified', key, verdict: proven.verdict, now: proven.after ?? {} };
};

/**
 * Reads every change again whose proof has grown old: true now, not true then. Returns what it found instead of
 * recording it, because the reader may not be the journal's holder.
 */
export const recheck = async (options: RecheckOptions): Promise<readonly Verified[]> => {
  const { durable, olderThanMs = 60_000, unprovenOnly = false } = options;
  const context = contextOf(options);
  const limit = pLimit(AT_ONCE);
  const due = dueIn(context, durable.now(), olderThanMs).filter(
    ({ key, last }) => !unprovenOnly || (context.ledger.of(key).verified ?? last).verdict?.is === 'unproven',
  );
  const found = await Promise.all(due.map((one) => limit(() => readAgain(context, options, one))));
  return found.filter((one) => one !== undefined);
};
