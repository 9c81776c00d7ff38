import { inert } from '../../redact/index.ts';
import { flow, textOf } from '../lines.ts';
import { paintOf } from '../paint.ts';
import type { Screen } from '../screen.ts';

/** Where a run would act, and as whom: said before anything is asked. */
export interface Head {
  readonly title: string;
  readonly mode: 'live' | 'drill' | 'dry-run';
  readonly account?: string;
  /** The account's alias. */
  readonly alias?: string;
  readonly region: string;
  /** Another endpoint than AWS's own. */
  readonly endpoint?: string;
  /** "alice via ir-contain-network" */
  readonly identity?: string;
}
const accountText = (account: string, alias: string | undefined): string => {
  const grouped = /^\d{12}$/.test(account) ? account.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3') : inert(account);
  return alias === undefined ? grouped : `${grouped} (${inert(alias)})`;
};
export const showHead = (screen: Screen, head: Head): void => {
  const { title, mode, account, alias, region, endpoint, identity } = head;
  const paint = paintOf(screen);
  const parts = [
    mode === 'live' ? 'live' : paint.strong(mode === 'drill' ? 'DRILL' : 'DRY RUN'),
    ...(account === undefined ? [] : [accountText(account, alias)]),
    inert(region),
    ...(endpoint === undefined ? [] : [paint.doubt(`endpoint ${inert(endpoint)}`)]),
    ...(identity === undefined ? [] : [inert(identity)]),
  ];
  const lines = [paint.strong(inert(title)), ...flow(parts, ' · ', screen.columns - 2)];
  screen.err(textOf(['', ...lines.map((line) => `  ${line}`), '']));
};
