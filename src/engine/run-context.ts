import type { Door } from '../aws/index.ts';
import type { Opened, Skip, Values } from '../journal/index.ts';
import type { AnyAction, Budget, Severity } from '../language/index.ts';
import { MOST_SECONDS, type StepNode } from '../plan/index.ts';
import type { Ledger } from './ledger.ts';
import type { Members, PlanIndex } from './plan-index.ts';
import type { Durable, Host } from './ports.ts';
import { resolveRef, type Scope } from './resolve.ts';

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
  /** When the phase of a step should be done, if it has a deadline. */
  readonly deadline: (node: StepNode, members: Members) => Date | undefined;
  /** What the case is about: the id that it claims. */
  readonly target: string;
  readonly evidenceOnly: () => boolean;
  /** The person's go / no-go for changes: asked for before the first one. */
  readonly go: Promise<Skip | undefined>;
  /** Said once it is known who calls: why they may not act, if so. */
  readonly allow: (refused: Skip | undefined) => void;
  /** Asked before the first write: who calls is known, and the target is claimed. */
  readonly mayWrite: () => Promise<Skip | undefined>;
  /** How long (ms, between readings) a change that does not hold yet is read again. */
  readonly patience: readonly number[];
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
    MOST_SECONDS,
    'seconds' in budget ? budget.seconds : severity === 'critical' ? budget.critical.seconds : budget.otherwise.seconds,
  );
/** The values that a person sees with a question, by their paths. */
export const shownAt = (spot: Spot, paths: readonly string[]): Values =>
  Object.fromEntries(
    paths.map((path) => {
      const found = resolveRef(scopeOf(spot), path);
      return [path.replaceAll('?', ''), found.is === 'value' ? found.value : undefined];
    }),
  );
