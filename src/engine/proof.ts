import type { Of } from '../journal/index.ts';
import type { Verdict } from '../language/index.ts';
import type { Ledger } from './ledger.ts';
import { isPutBack } from './ledger.ts';
import type { Members, PlanIndex } from './plan-index.ts';

/** A verdict, with when it was read. */
export type Proof = Verdict & { readonly at: string };

/** The word of a person that stands for what AWS can't prove: of this step, or of a container around it. */
const wordFor = (index: PlanIndex, ledger: Ledger, id: string, members: Members): Of<'attested'> | undefined =>
  [id, ...index.inside(id).map((container) => container.id)]
    .flatMap((each) => index.provers(each))
    .map((byHand) => ledger.of(index.keyOf(byHand.id, members)).attested)
    .find(Boolean);

/** Whether a change holds, by the newest word on it. Undefined where it was not made, or has been put back. */
export const proofAt = (index: PlanIndex, ledger: Ledger, id: string, members: Members): Proof | undefined => {
  const { last, verified, released } = ledger.of(index.keyOf(id, members));
  if (last?.is !== 'ended' || !last.verdict) return undefined;
  const read = verified && verified.seq > last.seq ? verified : last;
  if (released && released.seq > last.seq) {
    if (isPutBack(released)) return undefined;
    // A release that came to nothing may have changed something, or has found that somebody else did.
    if (released.outcome !== 'kept' && released.seq > read.seq)
      return {
        is: 'unproven',
        because: `release: ${released.outcome}${released.because === undefined ? '' : `, ${released.because}`}`,
        by: 'aws-read',
        at: released.at,
      };
  }
  const verdict = read.verdict ?? last.verdict;
  const word = verdict.is === 'unproven' ? wordFor(index, ledger, id, members) : undefined;
  if (word) return { is: 'holds', by: 'person-said', detail: `attested by ${word.by}`, at: word.at };
  return { ...verdict, at: read.at };
};
