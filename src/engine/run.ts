import { type Door, isInstance, whoAmI } from '../aws/index.ts';
import { type AnyAction, type Phase, PHASES } from '../language/index.ts';
import type { PlanNode } from '../plan/index.ts';
import type { Skip } from '../journal/index.ts';
import { isFatal } from './attempt.ts';
import { armPhases, clocksOf, deadlineOf, isEvidenceOnly, phaseDone } from './clocks.ts';
import { failureOf } from './failure.ts';
import { ledgerOf } from './ledger.ts';
import { indexOf } from './plan-index.ts';
import type { Durable, Host } from './ports.ts';
import type { Context, Spot } from './run-context.ts';
import { walkNodes } from './walk.ts';

export interface RunOptions {
  readonly durable: Durable;
  readonly host: Host;
  readonly door: Door;
  readonly actions: readonly AnyAction[];
  /**
   * The person's go / no-go, where a wizard still asks while the walk reads and keeps: nothing is changed before it says
   * so. Resolves with why nothing may be changed, or with undefined.
   */
  readonly go?: Promise<Skip | undefined>;
}

export const contextOf = ({ durable, host, door, actions, go = Promise.resolve(undefined) }: RunOptions): Context => {
  const opened = durable.entries()[0];
  if (opened?.is !== 'opened') throw new Error('a case begins with its opened entry');
  const target = String(opened.inputs[opened.plan.target] ?? '');
  const clocks = () => clocksOf(opened, durable.entries());
  let claiming: Promise<Skip | undefined> | undefined;
  const allowed = Promise.withResolvers<Skip | undefined>();
  const claim = async (): Promise<Skip | undefined> => {
    const refused = await allowed.promise;
    if (refused || opened.mode === 'dry-run') return refused;
    const claimed = await durable.claim(target);
    if (claimed.is !== 'held') return undefined;
    return { counts: 'lost', because: `case ${claimed.case} of ${claimed.by} holds ${target} since ${claimed.since}` };
  };
  return {
    opened,
    index: indexOf(opened.plan),
    ledger: ledgerOf(durable.entries),
    actions: new Map(actions.map((action) => [action.id, action])),
    door,
    host,
    severity: () => clocks().severity,
    since: () => clocks().began,
    deadline: (phase) => deadlineOf(clocks(), phase),
    target,
    evidenceOnly: () => isEvidenceOnly(opened, durable.entries()),
    go,
    allow: allowed.resolve,
    mayWrite: () => (claiming ??= claim()),
  };
};

/** Who AWS says we are: recorded at each start. The suspect must not answer for itself. */
const identify = async (context: Context, durable: Durable): Promise<Skip | undefined> => {
  const signal = AbortSignal.any([AbortSignal.timeout(15_000), durable.cancelled]);
  try {
    const identity = await whoAmI(
      context.door.open({ signal, calls: ['sts:GetCallerIdentity'], made: () => undefined }),
    );
    const suspect = isInstance(identity, context.target);
    await durable.append({ is: 'identified', identity, suspect });
    return suspect ? { counts: 'lost', because: 'the caller is the suspect instance itself' } : undefined;
  } catch (error) {
    if (isFatal(error)) throw error;
    const { message } = failureOf(error);
    return { counts: 'lost', because: `AWS did not say who is calling: ${message}` };
  }
};

/** The phase that a node belongs to; a `together` has that of its first node. */
const phaseOf = (node: PlanNode): Phase | undefined =>
  node.kind === 'together' ? Object.values(node.branches).flat().map(phaseOf).find(Boolean) : node.phase;

/** Walks the plan from where the journal leaves off to where nothing more can be done now. */
export const run = async (options: RunOptions): Promise<void> => {
  const { durable } = options;
  const context = contextOf(options);
  const spot: Spot = { context, durable, members: {} };
  let current: Phase = 'isolate';
  let armedFor = '';
  const between = async (own: Durable, node: PlanNode): Promise<void> => {
    const clocks = clocksOf(context.opened, durable.entries());
    const phase = phaseOf(node) ?? current;
    for (const done of PHASES.slice(PHASES.indexOf(current), PHASES.indexOf(phase))) await phaseDone(own, clocks, done);
    current = phase;
    const version = JSON.stringify(clocks);
    if (version !== armedFor) armPhases(own, clocks, PHASES.slice(PHASES.indexOf(current)));
    armedFor = version;
    // Once the target is known to exist it is claimed, beside the reads: the first write waits for the answer.
    if (context.ledger.keys().some((key) => context.ledger.of(key).last?.is === 'ended'))
      void context.mayWrite().catch(() => undefined);
  };
  await durable.fan(['who', 'walk'], 2, async (part, own) => {
    if (part === 'who') context.allow(await identify(context, own));
    else await walkNodes({ ...spot, durable: own }, context.opened.plan.nodes, (node) => between(own, node));
  });
  const clocks = clocksOf(context.opened, durable.entries());
  for (const done of PHASES.slice(PHASES.indexOf(current))) await phaseDone(durable, clocks, done);
};
