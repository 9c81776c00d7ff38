import type { Skip } from '../journal/index.ts';
import type { StepNode } from '../plan/index.ts';
import { gateSays } from './gate-says.ts';
import { whyNotNeeded } from './resolve.ts';
import { scopeOf, type Spot } from './run-context.ts';

const UNTOUCHED: Skip = { counts: 'lost', because: 'evidence only: nothing is touched' };
const touches = ({ does }: StepNode): boolean => does === 'changes' || does === 'destroys';

/** Why a step is not even worth asking a person about (F2, but for its gate), or undefined. */
export const barredNow = (spot: Spot, node: StepNode): Skip | undefined => {
  const { context, durable } = spot;
  if (durable.cancelled.aborted) return { counts: 'open', because: 'the run was aborted' };
  if (context.evidenceOnly() && touches(node)) return UNTOUCHED;
  const needed = whyNotNeeded(scopeOf(spot), node.needs);
  if (needed) return needed;
  const deadline = node.optional && node.does === 'keeps' ? context.deadline(node, spot.members) : undefined;
  if (deadline && durable.now() > deadline)
    return { counts: 'lost', because: 'given up: its phase is late, and containing goes first' };
  return undefined;
};

/** Why nothing may be written: a person has not said go, who calls is not known, or another case holds the target. */
const mayNotWrite = async ({ context }: Spot, node: StepNode): Promise<Skip | undefined> => {
  if (node.does === 'looks') return undefined;
  const refused = touches(node) ? await context.go : undefined;
  if (refused) return refused;
  // It may have been chosen at go / no-go.
  return context.evidenceOnly() && touches(node) ? UNTOUCHED : context.mayWrite();
};

/** Why a step may not run now (F2: nothing but these), or undefined. One that is in doubt was let in once already. */
export const barred = async (spot: Spot, node: StepNode, inDoubt: boolean): Promise<Skip | undefined> => {
  const gated = node.behind !== undefined && spot.context.opened.mode !== 'dry-run';
  const bar = inDoubt
    ? undefined
    : (barredNow(spot, node) ?? (gated ? gateSays(scopeOf(spot), node.behind) : undefined));
  return bar ?? mayNotWrite(spot, node);
};
