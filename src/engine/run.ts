import { type Call, type Door, type Identity, isInstance, whoAmI, whoOnRailway } from '../aws/index.ts';
import type { AnyAction } from '../language/index.ts';
import type { Skip } from '../journal/index.ts';
import { walk } from '../plan/index.ts';
import { clocksOf, isEvidenceOnly } from './clocks.ts';
import { deadlineAt, deadlineKeeper } from './deadlines.ts';
import { failureOf, isFatal } from './failure.ts';
import { ledgerOf } from './ledger.ts';
import { indexOf } from './plan-index.ts';
import type { Durable, Host } from './ports.ts';
import { PATIENCE_MS } from './prove.ts';
import type { Context } from './run-context.ts';
import { targetOf } from './target.ts';
import { isTargetRead } from './target-read.ts';
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
  /** How long (ms, between readings) a change that does not hold yet is read again. */
  readonly patience?: readonly number[];
}

/** Go / no-go, or why it was never said. A person who aborts while it is asked need not answer it. */
const goOf = async ({ durable, go = Promise.resolve(undefined) }: RunOptions): Promise<Skip | undefined> => {
  const aborted = Promise.withResolvers<Skip>();
  const giveUp = (): void => aborted.resolve({ counts: 'open', because: 'the run was aborted' });
  durable.cancelled.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([go, aborted.promise]);
  } catch (error) {
    return { counts: 'lost', because: `nobody said go: ${failureOf(error).message}` };
  } finally {
    durable.cancelled.removeEventListener('abort', giveUp);
  }
};

export const contextOf = (options: RunOptions): Context => {
  const { durable, host, door, actions, patience = PATIENCE_MS } = options;
  const opened = durable.entries()[0];
  if (opened?.is !== 'opened') throw new Error('a case begins with its opened entry');
  const target = targetOf(opened);
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
  const index = indexOf(opened.plan);
  const ledger = ledgerOf(durable.entries);
  return {
    opened,
    index,
    ledger,
    actions: new Map(actions.map((action) => [action.id, action])),
    door,
    host,
    severity: () => clocks().severity,
    since: () => clocks().began,
    deadline: (node, members) => deadlineAt(index, ledger, node, members),
    target,
    evidenceOnly: () => isEvidenceOnly(opened, durable.entries()),
    go: goOf(options),
    allow: allowed.resolve,
    mayWrite: () => (claiming ??= claim()),
    patience,
  };
};

/** Whom the calls are made as: by AWS's word, or where the target runs elsewhere, by that platform's. */
const callerOf = ({ door, opened }: Context, signal: AbortSignal): Promise<Identity> => {
  const made = (): void => undefined;
  return opened.plan.platform === 'railway'
    ? whoOnRailway(door.open({ signal, calls: ['railway:whoami', 'railway:project-token'], made }))
    : whoAmI(door.open({ signal, calls: ['sts:GetCallerIdentity'], made }));
};

/** Who AWS says we are: recorded at each start. The suspect must not answer for itself. */
const identify = async (context: Context, durable: Durable): Promise<Skip | undefined> => {
  const signal = AbortSignal.any([AbortSignal.timeout(15_000), durable.cancelled]);
  try {
    const identity = await callerOf(context, signal);
    const suspect = isInstance(identity, context.target);
    await durable.append({ is: 'identified', identity, suspect });
    return suspect ? { counts: 'lost', because: 'the caller is the suspect instance itself' } : undefined;
  } catch (error) {
    const platform = context.opened.plan.platform === 'railway' ? 'Railway' : 'AWS';
    const because = `${platform} did not say who is calling: ${failureOf(error).message}`;
    // Nobody may wait for this answer any more, whatever happens.
    context.allow({ counts: 'lost', because });
    if (isFatal(error)) throw error;
    return { counts: 'lost', because };
  }
};

/** Walks the plan from where the journal leaves off to where nothing more can be done now. */
export const run = async (options: RunOptions): Promise<void> => {
  const { durable } = options;
  const context = contextOf(options);
  const keepDeadlines = deadlineKeeper();
  const between = async (own: Durable): Promise<void> => {
    if (context.opened.mode !== 'dry-run') await keepDeadlines(own);
    // Once the target is known to exist it is claimed, beside the reads: the first write waits for the answer.
    if (isTargetRead(context)) void context.mayWrite().catch(() => undefined);
  };
  // Behind the first calls, so that they go out first.
  setTimeout(() => void options.door.warm(callsOf(context)), WARM_AFTER_MS).unref();
  await durable.fan(['who', 'walk'], 2, async (part, own) => {
    if (part === 'who') return context.allow(await identify(context, own));
    await walkNodes({ context, durable: own, members: {} }, context.opened.plan.nodes, () => between(own));
  });
  await between(durable);
};

const WARM_AFTER_MS = 5;
/** What the plan may call, in its own order. */
const callsOf = ({ opened, actions }: Context): readonly Call[] =>
  [...walk(opened.plan.nodes)].flatMap((node) => (node.kind === 'step' ? (actions.get(node.action)?.calls ?? []) : []));
