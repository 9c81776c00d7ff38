import type { Skip } from '../journal/index.ts';
import type { ByHandNode } from '../plan/index.ts';
import { askPerson } from './ask.ts';
import { gateSays } from './gate-says.ts';
import { proofAt } from './proof.ts';
import { whyNotNeeded } from './resolve.ts';
import { keyAt, scopeOf, shownAt, type Spot } from './run-context.ts';
import { skip } from './step.ts';
import { whyNotAsked } from './target-read.ts';

/** A person's word is asked for only where a step was done and could not be proven. */
const proven = ({ context, members }: Spot, { proves }: ByHandNode): Skip | undefined => {
  const step = proves === undefined ? undefined : context.index.at(proves)?.node;
  if (step?.kind !== 'step') return undefined;
  const proof = proofAt(context.index, context.ledger, step.id, members);
  if (proof?.is === 'unproven') return undefined;
  return { counts: 'fine', because: `“${step.title}” ${proof ? proof.is : 'was not done'}: nothing to attest` };
};
const barred = (spot: Spot, node: ByHandNode): Skip | undefined => {
  const scope = scopeOf(spot);
  const nothing = proven(spot, node);
  if (nothing) return nothing;
  return whyNotNeeded(scope, node.needs) ?? (node.behind === undefined ? undefined : gateSays(scope, node.behind));
};

/** Waits for a person to do something and attest it; put off, it stays open in the case. */
export const runByHand = async (spot: Spot, node: ByHandNode): Promise<void> => {
  const { context, durable } = spot;
  const key = keyAt(spot, node.id);
  const { attested, awaited: before } = context.ledger.of(key);
  if (attested || durable.cancelled.aborted || context.opened.mode === 'dry-run' || context.evidenceOnly()) return;
  const bar = barred(spot, node) ?? (await whyNotAsked(context));
  if (bar) return skip(spot, node.id, 1, bar);
  // A wait that ended while nobody was there begins again: the step is still to be done.
  const isOver = before !== undefined && durable.now().getTime() >= Date.parse(before.until);
  const awaited =
    before && !isOver
      ? before
      : await durable.append({
          is: 'awaited',
          key,
          until: new Date(durable.now().getTime() + node.seconds * 1000).toISOString(),
          shows: shownAt(spot, node.shows),
        });
  if (awaited.is !== 'awaited') throw new Error('the journal answered another entry than was appended');
  const first = await askPerson(
    spot,
    { is: 'by-hand', key, node, awaited },
    durable.waitFor(key, key, new Date(awaited.until)),
  );
  if (first.is === 'attested') await durable.append({ is: 'attested', key, proof: first.proof, by: first.by });
};
