import type { StepNode } from '../plan/index.ts';
import { keyAt, type Spot } from './run-context.ts';

/** A look is repeated this long even in a phase that is late, and this long in one without a deadline. */
const AT_LEAST_MS = 60_000;
const AT_MOST_MS = 30 * 60_000;
const [SHORTEST_MS, LONGEST_MS] = [2_000, 30_000];

/** Waits between two looks, 2 s growing to 30 s; false at the end of the phase, where it is left for a resume. */
export const waitToLookAgain = async (spot: Spot, node: StepNode): Promise<boolean> => {
  const { context, durable } = spot;
  const now = durable.now().getTime();
  const began = Date.parse(context.ledger.of(keyAt(spot, node.id)).began?.at ?? durable.now().toISOString());
  const next = now + Math.min(LONGEST_MS, Math.max(SHORTEST_MS, (now - began) / 2));
  const least = began + AT_LEAST_MS;
  const end = context.deadline(node, spot.members)?.getTime() ?? began + AT_MOST_MS;
  if (next > Math.max(end, least)) return false;
  return (await durable.sleepUntil(new Date(next))) === 'woke';
};
