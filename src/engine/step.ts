import type { Made } from '../aws/index.ts';
import { checkValues } from '../fields/index.ts';
import type { Skip } from '../journal/index.ts';
import type { AnyAction, Use } from '../language/index.ts';
import type { StepNode } from '../plan/index.ts';
import { type Attempt, tryOnce } from './attempt.ts';
import { gateSays } from './gate.ts';
import { rehearse } from './rehearse.ts';
import { resolveInputs } from './resolve.ts';
import { keyAt, scopeOf, secondsOf, type Spot } from './run-context.ts';

const WRITES = new Set(['keeps', 'changes', 'destroys']);

/** Why a step may not run now (F2: nothing but these), or undefined. */
const barred = async (spot: Spot, node: StepNode): Promise<Skip | undefined> => {
  const { context, durable } = spot;
  if (durable.cancelled.aborted) return { counts: 'open', because: 'the run was aborted' };
  if (context.evidenceOnly() && (node.does === 'changes' || node.does === 'destroys'))
    return { counts: 'lost', because: 'evidence only: nothing is touched' };
  for (const need of node.needs) {
    const { last, attested } = context.ledger.of(keyAt(spot, need));
    const ok = attested ?? (last?.is === 'ended' && (last.verdict === undefined || last.verdict.is === 'holds'));
    if (!ok) return { counts: last?.is === 'skipped' ? last.counts : 'lost', because: `“${need}” does not hold` };
  }
  const late = context.deadline(node.phase);
  if (node.optional && late && durable.now() > late && WRITES.has(node.does))
    return { counts: 'lost', because: 'given up: its phase is late, and containing goes first' };
  const rehearsing = context.opened.mode === 'dry-run';
  const gate = node.behind === undefined || rehearsing ? undefined : gateSays(spot, node.behind);
  if (gate || !WRITES.has(node.does)) return gate;
  const refused = node.does === 'keeps' ? undefined : await context.go;
  return refused ?? context.mayWrite();
};

const skip = async (spot: Spot, node: StepNode, attempt: number, { counts, because, calls }: Skip): Promise<void> => {
  const key = keyAt(spot, node.id);
  const { last } = spot.context.ledger.of(key);
  if (last?.is === 'skipped' && last.because === because && last.counts === counts) return;
  await spot.durable.append({ is: 'skipped', key, attempt, counts, because, ...(calls ? { calls } : {}) });
};

const useOf = (spot: Spot, key: string, seconds: number): Use => ({
  caseId: spot.context.opened.case,
  key,
  signal: AbortSignal.any([AbortSignal.timeout(seconds * 1000), spot.durable.cancelled]),
  since: spot.context.since(),
  now: spot.durable.now,
  keep: (name, bytes) => spot.durable.keep(key, name, bytes),
  say: (what) => spot.durable.tell({ is: 'said', key, what }),
  choices: spot.context.opened.choices,
});

export const attemptAt = (
  spot: Spot,
  action: AnyAction,
  key: string,
  seconds: number,
): Omit<Attempt, 'input' | 'number' | 'step'> => {
  const use = useOf(spot, key, seconds);
  const made: Made[] = [];
  const aws = spot.context.door.open({ signal: use.signal, calls: action.calls, made: (call) => void made.push(call) });
  return { action, use, aws, made, durable: spot.durable, key };
};

/** Runs a step to an end, a failure or a skip, and records which. Never throws for what AWS or an action says. */
export const runStep = async (spot: Spot, node: StepNode): Promise<void> => {
  const { context, durable } = spot;
  const key = keyAt(spot, node.id);
  const action = context.actions.get(node.action);
  if (!action) throw new Error(`no action ${node.action}`);
  for (;;) {
    const standing = durable.standing(key);
    if (standing.is === 'ended') return;
    const resolved =
      standing.is === 'doubtful'
        ? ({ is: 'value', value: standing.began.input } as const)
        : resolveInputs(scopeOf(spot), node.values, action.input);
    if (resolved.is !== 'value') {
      const counts = resolved.is === 'absent' ? 'fine' : resolved.is === 'later' ? 'open' : resolved.counts;
      return skip(spot, node, standing.attempt, { counts, because: resolved.because });
    }
    const bar = await barred(spot, node);
    if (bar) return skip(spot, node, standing.attempt, bar);
    const input = checkValues(action.input, resolved.value as object);
    const about = { key, attempt: standing.attempt };
    if (!input.ok) {
      await durable.append({
        is: 'failed',
        ...about,
        failure: { reason: 'bad-output', message: input.because },
        calls: [],
      });
      return;
    }
    const seconds = secondsOf(node.atMost, context.severity());
    const attempt: Attempt = {
      ...attemptAt(spot, action, key, seconds),
      input: input.value,
      step: node.id,
      number: standing.attempt,
      ...(standing.is === 'doubtful' ? { doubtful: standing.began } : {}),
    };
    if (context.opened.mode === 'dry-run' && action.kind !== 'looks')
      return skip(spot, node, standing.attempt, await rehearse(attempt, action));
    const result = await tryOnce(attempt, seconds);
    if (result === 'not yet') {
      if (context.opened.mode === 'dry-run')
        return skip(spot, node, standing.attempt, { counts: 'open', because: 'a dry run does not wait' });
      if (await waitToLookAgain(spot, node)) continue;
      return skip(spot, node, standing.attempt, {
        counts: 'open',
        because: 'it is still going on; a resume looks again',
      });
    }
    if ('is' in result) await durable.append(result);
    else await durable.append({ is: 'failed', ...about, failure: result, calls: attempt.made });
    return;
  }
};

/** A look is repeated this long even in a phase that is late, and this long in one without a deadline. */
const LOOK_AT_LEAST_MS = 60_000;
const LOOK_AT_MOST_MS = 30 * 60_000;
/** Between two looks 2 s, growing to 30 s; to the end of the phase, then it is left for a resume. */
const waitToLookAgain = async (spot: Spot, node: StepNode): Promise<boolean> => {
  const { context, durable } = spot;
  const began = context.ledger.of(keyAt(spot, node.id)).began;
  const waited = began ? durable.now().getTime() - Date.parse(began.at) : 0;
  const next = new Date(durable.now().getTime() + Math.min(30_000, Math.max(2_000, waited / 2)));
  const least = began ? Date.parse(began.at) + LOOK_AT_LEAST_MS : 0;
  const end = context.deadline(node.phase)?.getTime() ?? least + LOOK_AT_MOST_MS;
  if (next.getTime() > Math.max(end, least)) return false;
  return (await durable.sleepUntil(next)) === 'woke';
};
