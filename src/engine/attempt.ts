import type { Made } from '../aws/index.ts';
import { checkValues } from '../fields/index.ts';
import type { Failure, Of, Values } from '../journal/index.ts';
import { type ActionOf, type AnyAction, unproven, type Use, type Verdict } from '../language/index.ts';
import { BadOutput, failureOf } from './failure.ts';
import type { Durable } from './ports.ts';

/** One try at a step: its action, its input, its own cap, and what AWS answered so far. */
export interface Attempt {
  readonly action: AnyAction;
  readonly input: Values;
  readonly use: Use;
  readonly aws: Parameters<AnyAction['run']>[0];
  readonly made: Made[];
  readonly durable: Durable;
  readonly key: string;
  readonly step: string;
  readonly number: number;
  /** Set where an earlier process began this step and did not end it. */
  readonly doubtful?: Of<'began'>;
}
export type Done = Omit<Of<'ended'>, 'seq' | 'at'>;

const checked = (shape: AnyAction['output'], raw: object, what: string): Values => {
  const result = checkValues(shape, raw);
  if (!result.ok) throw new BadOutput(`${what} ${result.because}`);
  return result.value;
};
const began = (attempt: Attempt, before?: Values): Promise<unknown> =>
  attempt.doubtful
    ? Promise.resolve()
    : attempt.durable.append({
        is: 'began',
        key: attempt.key,
        step: attempt.step,
        attempt: attempt.number,
        input: attempt.input,
        ...(before === undefined ? {} : { before }),
      });
const ended = (attempt: Attempt, output: Values, more: Partial<Done> = {}): Done => ({
  is: 'ended',
  key: attempt.key,
  attempt: attempt.number,
  output,
  calls: attempt.made,
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
      return ended(
        attempt,
        checked(action.output, await action.run(attempt.aws, attempt.input, attempt.use), 'it made'),
      );
    } catch (error) {
      if (failureOf(error).reason !== 'unreachable' || attempt.use.signal.aborted || again) throw error;
    }
  }
};

/** AWS reads may lag behind a write: a change that does not hold yet is read again for a while, then believed. */
const PATIENCE_MS = [250, 500, 1000, 2000, 3000];

type Proven = { readonly after?: Values; readonly verdict: Verdict };

/** Reads a change's state and asks whether it holds, once. What can't be read is unproven, never a failure. */
export const proofNow = async (attempt: Attempt, action: ActionOf<'changes'>, output: Values): Promise<Proven> => {
  try {
    const after = checked(action.state, await action.see(attempt.aws, attempt.input, attempt.use), 'it read');
    return { after, verdict: await action.verify(attempt.aws, attempt.input, output, after, attempt.use) };
  } catch (error) {
    if (isFatal(error)) throw error;
    return { verdict: unproven(`it could not be read back: ${failureOf(error).message}`) };
  }
};
const proof = async (attempt: Attempt, action: ActionOf<'changes'>, output: Values): Promise<Proven> => {
  for (const wait of PATIENCE_MS) {
    const proven = await proofNow(attempt, action, output);
    if (proven.verdict.is !== 'does not hold' || attempt.use.signal.aborted) return proven;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return proofNow(attempt, action, output);
};

const change = async (attempt: Attempt, action: ActionOf<'changes'>): Promise<Done> => {
  const before =
    attempt.doubtful?.before ??
    checked(action.state, await action.see(attempt.aws, attempt.input, attempt.use), 'it read');
  await began(attempt, before);
  const output = checked(action.output, await action.run(attempt.aws, attempt.input, before, attempt.use), 'it made');
  return ended(attempt, output, await proof(attempt, action, output));
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

/** Carries out one try within its cap. Calls begun after the cap are refused by the door. */
export const tryOnce = async (attempt: Attempt, seconds: number): Promise<Done | 'not yet' | Failure> => {
  const cap = Promise.withResolvers<Failure>();
  const tooSlow = (): void =>
    cap.resolve(
      attempt.durable.cancelled.aborted
        ? { reason: 'cannot', message: 'a person aborted the run' }
        : { reason: 'too-slow', message: `it was not done within ${seconds} s`, seconds },
    );
  attempt.use.signal.addEventListener('abort', tooSlow, { once: true });
  try {
    const done = carryOut(attempt).catch((error: unknown) => {
      if (isFatal(error)) throw error;
      return attempt.use.signal.aborted ? cap.promise : failureOf(error);
    });
    return await Promise.race([done, cap.promise]);
  } finally {
    attempt.use.signal.removeEventListener('abort', tooSlow);
  }
};
/** The journal can't be written: nothing may change any more, so this is no step's failure but the run's end. */
export const isFatal = (error: unknown): boolean => error instanceof Error && error.name === 'JournalBroken';
