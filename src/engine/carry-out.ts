import type { Failure, Of, Values } from '../journal/index.ts';
import { type ActionOf, unproven } from '../language/index.ts';
import { type About, type Attempt, attemptAt, checked, type Done } from './attempt.ts';
import { failureOf, isFatal } from './failure.ts';
import { CUT, within } from './limits.ts';
import { patiently, proofNow } from './prove.ts';
import type { Spot } from './run-context.ts';

/** Throws once the step's time is up: what came too late must not stand behind the step's end. */
const began = async (attempt: Attempt, before?: Values): Promise<void> => {
  if (attempt.doubtful) return;
  attempt.limits.cut.throwIfAborted();
  const { key, step, number, input, durable } = attempt;
  const about = { is: 'began', key, step, attempt: number, input } as const;
  attempt.writing = durable.append(before === undefined ? about : { ...about, before });
  await attempt.writing;
};
const ended = (attempt: Attempt, output: Values, more: Partial<Of<'ended'>> = {}): Done => ({
  is: 'ended',
  key: attempt.key,
  attempt: attempt.number,
  output,
  calls: [...attempt.calls()],
  ...more,
});

const look = async (attempt: Attempt, action: ActionOf<'looks'>): Promise<Done | 'not yet'> => {
  await began(attempt);
  const output = checked(action.output, await action.run(attempt.aws, attempt.input, attempt.use), 'it read');
  return action.until && !action.until(output) ? 'not yet' : ended(attempt, output);
};

/** Found first, always: nothing that is kept can be made twice. A lost answer is looked up before the call is repeated. */
const keep = async (attempt: Attempt, action: ActionOf<'keeps'>): Promise<Done> => {
  await began(attempt);
  for (let again = false; ; again = true) {
    const found = await action.find(attempt.aws, attempt.input, attempt.use);
    if (found) return ended(attempt, checked(action.output, found, 'it found'), again ? {} : { found: true });
    try {
      const made = await action.run(attempt.aws, attempt.input, attempt.use);
      return ended(attempt, checked(action.output, made, 'it made'));
    } catch (error) {
      if (failureOf(error).reason !== 'unreachable' || attempt.use.signal.aborted || again) throw error;
    }
  }
};

const change = async (attempt: Attempt, action: ActionOf<'changes'>): Promise<Done> => {
  const before =
    attempt.saved ?? checked(action.state, await action.see(attempt.aws, attempt.input, attempt.use), 'it read');
  await began(attempt, before);
  const output = checked(action.output, await action.run(attempt.aws, attempt.input, before, attempt.use), 'it made');
  // It is made: should time run out now, that is what is recorded, and not that it failed.
  attempt.done = ended(attempt, output, { verdict: unproven('its time was up before it was read back') });
  const read = async (): Promise<Done> => {
    const proven = await proofNow(attempt, action, output);
    attempt.done = ended(attempt, output, proven);
    return attempt.done;
  };
  return patiently(attempt, read, ({ verdict }) => verdict?.is !== 'does not hold');
};

const destroy = async (attempt: Attempt, action: ActionOf<'destroys'>): Promise<Done> => {
  await began(attempt);
  if (await action.gone(attempt.aws, attempt.input, attempt.use)) return ended(attempt, {}, { found: true });
  return ended(attempt, checked(action.output, await action.run(attempt.aws, attempt.input, attempt.use), 'it made'));
};

const carryOut = (attempt: Attempt): Promise<Done | 'not yet'> => {
  const { action } = attempt;
  switch (action.kind) {
    case 'looks':
      return look(attempt, action);
    case 'keeps':
      return keep(attempt, action);
    case 'changes':
      return change(attempt, action);
    case 'destroys':
      return destroy(attempt, action);
  }
};

/** Calls that were told to end get so long to do it. */
const GRACE_MS = 20_000;
/** What is cut off may still close what it has opened, with a call of its own; the journal's own write is waited for. */
const settled = async (attempt: Attempt): Promise<void> => {
  const grace = Promise.withResolvers<void>();
  const timer = setTimeout(grace.resolve, GRACE_MS);
  await Promise.race([attempt.quiet(), grace.promise]);
  clearTimeout(timer);
  await attempt.writing;
};

type Result = Done | 'not yet' | Omit<Of<'failed'>, 'seq' | 'at'>;
/** Carries out one try within its time, and says how it ended. Rejects only where the journal can't be written. */
export const tryOnce = async (spot: Spot, about: About, seconds: number): Promise<Result> => {
  let attempt: Attempt | undefined;
  const failed = (failure: Failure): Result => ({
    is: 'failed',
    key: about.key,
    attempt: about.number,
    failure,
    calls: [...(attempt?.calls() ?? [])],
  });
  const result = await within(seconds, spot.durable.cancelled, async (limits) => {
    const own = attemptAt(spot, about, limits);
    attempt = own;
    try {
      return await carryOut(own);
    } catch (error) {
      if (isFatal(error)) throw error;
      const failure = failureOf(error);
      const aborted = spot.durable.cancelled.aborted && failure.reason === 'unexpected';
      return failed(aborted ? { reason: 'cannot', message: 'a person aborted the run' } : failure);
    }
  });
  if (result !== CUT) return result;
  if (attempt) await settled(attempt);
  return attempt?.done ?? failed({ reason: 'too-slow', message: `it was not done within ${seconds} s`, seconds });
};
