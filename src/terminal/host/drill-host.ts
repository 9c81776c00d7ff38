import type { Host, Question, Reply } from '../../engine/index.ts';

/** What one of a scenario's people does when they are asked. */
export interface Reaction {
  readonly answer: 'approve' | 'deny' | 'done';
  readonly proof?: Readonly<Record<string, unknown>>;
  /** Their reaction time. */
  readonly afterMs: number;
}
/** By the id of the approval or of the by-hand step. */
export type People = Readonly<Record<string, Reaction>>;

const BY = 'the drill’s people';
const replyOf = (question: Question, reaction: Reaction): Reply | undefined => {
  if (question.is === 'by-hand')
    return reaction.answer === 'done' ? { is: 'attested', proof: reaction.proof ?? {}, by: BY } : undefined;
  if (reaction.answer === 'done') return undefined;
  const how = `the scenario’s answer, after ${reaction.afterMs / 1000} s`;
  return { is: 'answer', answer: reaction.answer === 'approve' ? 'approved' : 'denied', by: BY, how };
};
/** True when the time is over, false when the signal came first. */
const wait = (ms: number, signal: AbortSignal): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  if (signal.aborted) return Promise.resolve(false);
  const stop = (): void => {
    clearTimeout(timer);
    resolve(false);
  };
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', stop);
    resolve(true);
  }, ms);
  signal.addEventListener('abort', stop, { once: true });
  return promise;
};

/** For `ir drill --no-input`: the scenario's people answer after their reaction time, the host inside for all else. */
export const drillHost = (inner: Host, people: People): Host => ({
  tell: inner.tell,
  ask: async (question, signal) => {
    const reaction = people[question.is === 'gate' ? question.gate : question.key] ?? people[question.node.id];
    const reply = reaction && replyOf(question, reaction);
    if (!reply) return inner.ask(question, signal);
    return (await wait(reaction.afterMs, signal)) ? reply : { is: 'later' };
  },
});
