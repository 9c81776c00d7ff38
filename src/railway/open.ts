import type { CommandInput, CommandOutput, RailwayCall } from './types.ts';

// What starts the program is loaded when it is first started: most runs never do.

/** Runs one command of the railway program; throws RailwayFailed. Secrets in its answer are known to the redactor. */
export const runCommand = async <C extends RailwayCall>(
  call: C,
  input: CommandInput<C>,
  signal: AbortSignal,
): Promise<CommandOutput<C>> => (await import('./run.ts')).runCommand(call, input, signal);

/** `railway --version`; throws RailwayFailed where there is no such program. */
export const versionOf = async (signal: AbortSignal): Promise<string> => (await import('./run.ts')).versionOf(signal);
