import type { Door } from '../aws/index.ts';
import type { Opened, Skip } from '../journal/index.ts';
import type { AnyAction, Budget, Phase, Severity } from '../language/index.ts';
import type { Ledger } from './ledger.ts';
import type { Members, PlanIndex } from './plan-index.ts';
import type { Durable, Host } from './ports.ts';
import type { Scope } from './resolve.ts';

/** What a whole run shares. */
export interface Context {
  readonly opened: Opened & { readonly at: string };
  readonly index: PlanIndex;
  readonly ledger: Ledger;
  readonly actions: ReadonlyMap<string, AnyAction>;
  readonly door: Door;
  readonly host: Host;
  readonly severity: () => Severity;
  /** When the incident's earliest sign was seen. */
  readonly since: () => Date;
  /** When this phase should be done, if it has a deadline. */
  readonly deadline: (phase: Phase) => Date | undefined;
  /** What the case is about: the id that it claims. */
  readonly target: string;
  readonly evidenceOnly: () => boolean;
  /** The person's go / no-go for changes: asked for before the first one. */
  readonly go: Promise<Skip | undefined>;
  /** Said once it is known who calls: why they may not act, if so. */
  readonly allow: (refused: Skip | undefined) => void;
  /** Asked before the first write: who calls is known, and the target is claimed. */
  readonly mayWrite: () => Promise<Skip | undefined>;
}
/** Where the walk stands: its own durable handle, and the members of the fan-outs around it. */
export interface Spot {
  readonly context: Context;
  readonly durable: Durable;
  readonly members: Members;
}
export const scopeOf = ({ context, members }: Spot): Scope => ({
  index: context.index,
  ledger: context.ledger,
  inputs: context.opened.inputs,
  members,
});
export const keyAt = (spot: Spot, id: string): string => spot.context.index.keyOf(id, spot.members);
export const secondsOf = (budget: Budget, severity: Severity): number =>
  Math.min(
    60,
    'seconds' in budget ? budget.seconds : severity === 'critical' ? budget.critical.seconds : budget.otherwise.seconds,
  );
