import type { Fact, Of } from '../journal/index.ts';
import type { Context } from './run-context.ts';
import { isPutBack } from './ledger.ts';
import { releaseOne, type Word } from './release-one.ts';
import { contextOf, type RunOptions } from './run.ts';

export interface ReleaseOptions extends RunOptions, Word {
  readonly by: string;
  /** Journal keys to release; without it, all. */
  readonly only?: readonly string[];
}
type Released = Extract<Fact, { readonly is: 'released' }>;

/** Everything that was changed, or may have been, and was not put back; newest first, with the state to put back. */
export const releasable = (context: Context): readonly Of<'began'>[] =>
  context.ledger
    .keys()
    .flatMap((key) => {
      const { began, saved, released } = context.ledger.of(key);
      if (began?.before === undefined || (released && released.seq > began.seq && isPutBack(released))) return [];
      return saved?.before === undefined ? [began] : [{ ...began, before: saved.before }];
    })
    .toSorted((a, b) => b.seq - a.seq);

/**
 * Puts changes back from their saved state. Goes on past a failure; what has drifted is shown and left. Where another
 * case holds the target by now, nothing is: that case answers for it.
 */
export const release = async (options: ReleaseOptions): Promise<void> => {
  const { durable, by, falsePositive } = options;
  const context = contextOf(options);
  const all = releasable(context).filter(({ key }) => options.only?.includes(key) ?? true);
  await durable.append({ is: 'releasing', by, falsePositive, keys: all.map(({ key }) => key) });
  const claim = await durable.claim(context.target);
  for (const began of all) {
    if (durable.cancelled.aborted) return;
    const kept = (because: string): Released => ({
      is: 'released',
      key: began.key,
      outcome: 'kept',
      because,
      calls: [],
    });
    await durable.append(
      claim.is === 'held'
        ? kept(`case ${claim.case} of ${claim.by} holds ${context.target} since ${claim.since}`)
        : await releaseOne({ context, durable, members: {} }, began, options),
    );
  }
};
