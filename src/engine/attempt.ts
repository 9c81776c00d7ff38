import type { Made } from '../aws/index.ts';
import { checkValues } from '../fields/index.ts';
import type { Of, Values } from '../journal/index.ts';
import type { AnyAction, Use } from '../language/index.ts';
import { BadOutput } from './failure.ts';
import type { Limits } from './limits.ts';
import type { Durable } from './ports.ts';
import type { Spot } from './run-context.ts';

/** What one try at a step is about. */
export interface About {
  readonly action: AnyAction;
  readonly input: Values;
  readonly key: string;
  readonly step: string;
  readonly number: number;
  /** Set where an earlier process began this step and did not end it. */
  readonly doubtful?: Of<'began'>;
  /** Of a change that may have been made in part by an earlier try: the state from before that. */
  readonly saved?: Values;
}
/** One try at a step: what it works with, and what AWS answered so far. */
export interface Attempt extends About {
  readonly use: Use;
  readonly aws: Parameters<AnyAction['run']>[0];
  readonly durable: Durable;
  readonly limits: Limits;
  /** Every call so far; one that is still under way stands there without an answer. */
  readonly calls: () => readonly Made[];
  /** Resolves when no call is under way. */
  readonly quiet: () => Promise<void>;
  readonly patience: readonly number[];
  /** What is recorded should time run out: a change that was made, whose proof is not read yet. */
  done?: Done;
  /** The journal's own write, which nothing may overtake. */
  writing?: Promise<unknown>;
}
export type Done = Omit<Of<'ended'>, 'seq' | 'at'>;

const useOf = ({ context, durable }: Spot, key: string, limits: Limits): Use => ({
  caseId: context.opened.case,
  key,
  signal: limits.told,
  since: context.since(),
  now: durable.now,
  keep: (name, bytes) => durable.keep(key, name, bytes),
  fingerprint: durable.fingerprint,
  outside: context.door.outside,
  say: (what) => durable.tell({ is: 'said', key, what }),
  choices: context.opened.choices,
});

/** The calls of one try, with those that are under way: at a crash or a cap their effect is not known. */
const recorded = (
  spot: Spot,
  calls: Attempt['action']['calls'],
  limits: Limits,
): Pick<Attempt, 'aws' | 'calls' | 'quiet'> => {
  const made: Made[] = [];
  const open = new Map<Promise<unknown>, Made>();
  const door = spot.context.door.open({ signal: limits.cut, calls, made: (call) => void made.push(call) });
  const aws: Attempt['aws'] = (call, input, at) => {
    const answer = door(call, input, at);
    const region = at?.region ?? spot.context.opened.region;
    open.set(answer, { call, region, attempts: 0, ms: 0, failed: 'no answer yet' });
    const close = (): void => void open.delete(answer);
    answer.then(close, close);
    return answer;
  };
  return {
    aws,
    calls: () => [...made, ...open.values()],
    quiet: async () => {
      while (open.size > 0) {
        await Promise.allSettled(open.keys());
        // Whoever waited for the answer has its turn: it may close again what it has opened.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
};

export const attemptAt = (spot: Spot, about: About, limits: Limits, calls = about.action.calls): Attempt => ({
  ...about,
  ...recorded(spot, calls, limits),
  use: useOf(spot, about.key, limits),
  durable: spot.durable,
  limits,
  patience: spot.context.patience,
});

/** What an action hands back, by its own fields; throws BadOutput. */
export const checked = (shape: AnyAction['output'], raw: object, what: string): Values => {
  const result = checkValues(shape, raw);
  if (!result.ok) throw new BadOutput(`${what} ${result.because}`);
  return result.value;
};
