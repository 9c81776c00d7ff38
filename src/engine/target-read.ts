import type { Skip } from '../journal/index.ts';
import { walk } from '../plan/index.ts';
import type { Context } from './run-context.ts';

/** The first step of a plan reads the target: an id that AWS does not know is never claimed. */
export const isTargetRead = ({ index, ledger }: Context): boolean => {
  const [first] = walk(index.plan.nodes);
  return first !== undefined && ledger.of(first.id).last?.is === 'ended';
};

/**
 * Why nobody need be asked to do or to allow anything: another case holds the target, or the caller may not act. Claims
 * nothing that has not been read.
 */
export const whyNotAsked = async (context: Context): Promise<Skip | undefined> =>
  isTargetRead(context) ? context.mayWrite() : undefined;
