import type { Question, Reply } from '../../engine/index.ts';

/** What was said at the start, in place of a person at a terminal. */
export interface Answers {
  /** `--yes`: ordinary confirmations that hit nobody else. Never what can't be put back. */
  readonly yes: boolean;
  /** `--approve <gate>`: gates by their id, or by their journal key. */
  readonly approve: readonly string[];
  readonly operator: string;
}
/** The answer that was given at the start; undefined where a person must say it. */
export const answerOf = (question: Question, { yes, approve, operator }: Answers): Reply | undefined => {
  if (question.is !== 'gate') return undefined;
  const approved = (how: string): Reply => ({ is: 'answer', answer: 'approved', by: operator, how });
  const given = [question.gate, question.node.id].find((id) => approve.includes(id));
  if (given !== undefined) return approved(`given at the start: --approve ${given}`);
  // A count that should be known and is not is no 0.
  const uncounted = question.node.hits !== undefined && question.asked.hits === undefined;
  return yes && !question.destroys && question.hits === 0 && !uncounted ? approved('answered by --yes') : undefined;
};
