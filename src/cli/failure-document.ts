import { jsonLine } from './json.ts';
import type { Problem } from './stop.ts';

/** What an exit code says where nothing more telling is known. */
const REASONS: Readonly<Record<number, string>> = {
  2: 'usage',
  3: 'waits',
  4: 'not-allowed',
  7: 'held',
  130: 'interrupted',
  143: 'interrupted',
};
/** A failure as a script reads it: `reason` is a word that stays the same, the rest is what a person is told. */
export const asFailure = ({ what, safe, next, reason }: Problem, exit: number) => ({
  reason: reason ?? REASONS[exit] ?? 'failed',
  message: what,
  ...(safe === undefined ? {} : { safe }),
  ...(next === undefined ? {} : { next }),
});

/** Whether the person asked for JSON. Read from the words themselves: they may be what is wrong. */
export const wantsJson = (argv: readonly string[] = process.argv): boolean =>
  argv.includes('--json') || argv.includes('--jsonl');

/**
 * The one JSON document of a command that came to no result of its own, and the last line of `--jsonl`. Its shape is
 * tested (test/cli/failures.test.ts) and kept.
 */
export const failureLine = (problem: Problem, exit: number): string =>
  jsonLine({ exit, failure: asFailure(problem, exit) });
