import { registerSecret } from '../redact/index.ts';
import { classify } from './classify.ts';
import { RailwayFailed } from './failure.ts';
import { registerAll } from './secrets.ts';
import { start } from './start.ts';
import type { CommandInput, CommandOutput, RailwayCall } from './types.ts';
import { wordsOf } from './words.ts';

const unreadable = (what: string): RailwayFailed =>
  new RailwayFailed({ reason: 'refused', code: 'BAD_ANSWER', message: `railway answered with ${what}` });

const parsed = (stdout: string): object => {
  try {
    const value: unknown = JSON.parse(stdout);
    if (value !== null && typeof value === 'object') return value;
  } catch {
    // The answer itself is not quoted: it may hold anything.
  }
  throw unreadable('something else than the JSON that it was asked for');
};
const dataOf = (answer: object): object => {
  const { data } = answer as { data?: object | null };
  if (data === undefined || data === null) throw unreadable('no data');
  return data;
};
/** What a command answers, from what the program wrote. */
const answerOf = (call: RailwayCall, args: readonly string[], stdout: string): object => {
  if (call === 'railway:logs') return { text: stdout };
  const answer = parsed(stdout);
  if (args[0] === 'api') return dataOf(answer);
  if (call === 'railway:variable-list') registerAll(answer as Readonly<Record<string, string>>);
  return answer;
};

export const runCommand = async <C extends RailwayCall>(
  call: C,
  input: CommandInput<C>,
  signal: AbortSignal,
): Promise<CommandOutput<C>> => {
  const { args, input: secret } = wordsOf(call, input);
  for (const token of [secret, process.env['RAILWAY_TOKEN'], process.env['RAILWAY_API_TOKEN']])
    if (token !== undefined && token !== '') registerSecret(token, 'railway');
  const ended = await start(args, secret, signal);
  if (ended.exit !== 0 || ended.error !== undefined || ended.late) throw new RailwayFailed(classify(ended));
  return answerOf(call, args, ended.stdout);
};

export const versionOf = async (signal: AbortSignal): Promise<string> => {
  const ended = await start(['--version'], undefined, signal);
  if (ended.exit !== 0 || ended.error !== undefined) throw new RailwayFailed(classify(ended));
  return ended.stdout.trim();
};
