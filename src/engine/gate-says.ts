import type { Skip } from '../journal/index.ts';
import type { Ledger } from './ledger.ts';
import type { Members, PlanIndex } from './plan-index.ts';

type Where = { readonly index: PlanIndex; readonly ledger: Ledger; readonly members: Members };
/** Who declined a gate, if somebody did. */
export const declinedBy = ({ index, ledger, members }: Where, gate: string): string | undefined => {
  const { answered } = ledger.gate(index.keyOf(gate, members));
  return answered?.answer === 'denied' ? answered.by : undefined;
};

/** What a gate means for the steps behind it: undefined where they may run. */
export const gateSays = ({ index, ledger, members }: Where, gate: string): Skip | undefined => {
  const { answered } = ledger.gate(index.keyOf(gate, members));
  if (answered?.answer === 'approved') return undefined;
  if (answered?.answer === 'denied') return { counts: 'lost', because: `declined by ${answered.by}` };
  const onTimeout = index.gate(gate)?.onTimeout;
  if (answered?.answer === 'expired' && onTimeout === 'proceed') return undefined;
  if (answered?.answer === 'expired' && onTimeout === 'stop')
    return { counts: 'lost', because: 'nobody approved it in time' };
  return { counts: 'open', because: `waits for the approval “${gate}”` };
};
