import { inert } from '../../redact/index.ts';
import { hang, textOf } from '../lines.ts';
import { type Look, paintOf, PLAIN } from '../paint.ts';

/** What went wrong outside of a run: usage, credentials, region, lock, damaged journal. */
export interface Problem {
  /** What happened, one sentence. */
  readonly what: string;
  /** To which resource, file or case. */
  readonly to?: string;
  /** What is safe or unchanged. */
  readonly safe?: string;
  /** The command to type next, in full. */
  readonly next?: string;
}
const UNDER = 13;
const rows = (problem: Problem): readonly (readonly [head: string, text: string])[] => [
  ...(problem.to === undefined ? [] : ([['About', problem.to]] as const)),
  ...(problem.safe === undefined ? [] : ([['Safe', problem.safe]] as const)),
  ...(problem.next === undefined ? [] : ([['Type next', problem.next]] as const)),
];
export const renderProblem = (problem: Problem, look: Look = PLAIN): string =>
  textOf([
    ...hang(paintOf(look).bad('✘ '), inert(problem.what), look.columns),
    ...rows(problem).flatMap(([head, text]) => hang(`  ${head}`, inert(text), look.columns, UNDER)),
  ]);
