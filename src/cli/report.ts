import { CallFailed, isCall, operations } from '../aws/index.ts';
import { failureOf } from '../engine/index.ts';
import { renderProblem } from '../terminal/index.ts';
import { failureLine, wantsJson } from './failure-document.ts';
import { COMMANDS } from './program.ts';
import { programName } from './settings.ts';
import { GET_CREDENTIALS, type Problem, Stop } from './stop.ts';

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
  const safe = 'What a case has done is in its journal; “status” reads what is true now.';
  const { message: what, reason } = failure;
  return { exit: 1, problem: { what, reason, safe, ...(next === undefined ? {} : { next }) } };
};

/** A call of the command line's own failed: most often a read, which leaves everything as it was. */
const callFailed = ({ message: what, failure }: CallFailed): { exit: number; problem: Problem } => {
  const { reason, call } = failure;
  const isRead = isCall(call) && operations[call].access === 'read';
  const isInDoubt = !isRead && (reason === 'unreachable' || reason === 'not-aws');
  const next = {
    'no-credentials': `${GET_CREDENTIALS}, then the same command`,
    denied: 'policy <playbook> prints the permissions that are needed',
  }[reason as string];
  const safe = isInDoubt ? `Whether ${call} was done is not known.` : `${call} changed nothing.`;
  const exit = ['denied', 'no-credentials'].includes(reason) ? 4 : 1;
  return { exit, problem: { what, reason, safe, next: next ?? 'the same command again' } };
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
  if (error instanceof CallFailed) return callFailed(error);
  return unforeseen(error, debug);
};

/** Our own commands are said as they are typed here: `npx ir list`. */
const typed = (next: string): string =>
  [...COMMANDS, '--help'].includes(next.split(' ')[0] ?? '') ? `${programName(process.env)} ${next}` : next;

/** The one place where an error reaches a person. Returns the exit code. */
export const report = (error: unknown, debug: boolean): number => {
  if (isCommander(error) && error.exitCode === 0) return 0;
  const { exit, problem } = problemOf(error, debug);
  const said = { ...problem, ...(problem.next === undefined ? {} : { next: typed(problem.next) }) };
  process.stderr.write(renderProblem(said));
  if (wantsJson()) process.stdout.write(failureLine(said, exit));
  if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return exit;
};
