/** Why a command ends here: an exit code, and what the person is told. Thrown to main, which is the one that prints. */
export interface Problem {
  /** What happened, to which resource. */
  readonly what: string;
  /** What is safe or true now. */
  readonly safe?: string;
  /** What to type next, without the program's name where it is a command of ours. */
  readonly next?: string;
  /** For scripts: the same word for the same kind of failure. Without one, the exit code's own. */
  readonly reason?: string;
}
export class Stop extends Error {
  readonly exit: number;
  readonly problem: Problem;
  constructor(exit: number, problem: Problem) {
    super(problem.what);
    this.name = 'Stop';
    this.exit = exit;
    this.problem = problem;
  }
}
export const usage = (what: string, next = '--help'): Stop => new Stop(2, { what, safe: 'Nothing was changed.', next });
/** How people come by credentials: the commonest thing that is missing. */
export const GET_CREDENTIALS = 'get some (aws sso login, AWS_PROFILE, --profile <name>)';
