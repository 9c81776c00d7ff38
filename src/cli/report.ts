import { CallFailed } from '../aws/index.ts';
import { failureOf } from '../engine/index.ts';
import { renderProblem } from '../terminal/index.ts';
import { COMMANDS } from './program.ts';
import { programName } from './settings.ts';
import { type Problem, Stop } from './stop.ts';

interface CommanderLike {
  readonly code: string;
  readonly exitCode: number;
  readonly message: string;
}
const isCommander = (error: unknown): error is CommanderLike =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('commander.');

/** What no command foresaw: said in one line, with the stack only where it is asked for. */
const unforeseen = (error: unknown, debug: boolean): { exit: number; problem: Problem } => {
  const failure = failureOf(error);
  const next = debug ? undefined : 'the same command with --debug shows where it happened';
  return { exit: 1, problem: { what: failure.message, ...(next === undefined ? {} : { next }) } };
};

const problemOf = (error: unknown, debug: boolean): { exit: number; problem: Problem } => {
  if (error instanceof Stop) return error;
  if (isCommander(error))
    return {
      exit: 2,
      problem: {
        what: error.message.replace(/^error: /, '').replace(/\s+/g, ' '),
        safe: 'Nothing was changed.',
        next: '--help',
      },
    };
  if (error instanceof CallFailed)
    return {
      exit: ['denied', 'no-credentials'].includes(error.failure.reason) ? 4 : 1,
      problem: { what: error.message },
    };
  return unforeseen(error, debug);
};

/** Our own commands are said as they are typed here: `npx ir list`. */
const typed = (next: string): string =>
  [...COMMANDS, '--help'].includes(next.split(' ')[0] ?? '') ? `${programName(process.env)} ${next}` : next;

/** The one place where an error reaches a person. Returns the exit code. */
export const report = (error: unknown, debug: boolean): number => {
  if (isCommander(error) && error.exitCode === 0) return 0;
  const { exit, problem } = problemOf(error, debug);
  process.stderr.write(
    renderProblem({ ...problem, ...(problem.next === undefined ? {} : { next: typed(problem.next) }) }),
  );
  if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return exit;
};
