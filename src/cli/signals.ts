import { failureLine, wantsJson } from './failure-document.ts';

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

export interface Interrupted {
  /** What must be written down before anything is said. */
  readonly flush: (signal: string) => Promise<void>;
  /** What is true now. */
  readonly safe: string;
  /** What goes on from here, in full; none where there is nothing to go on with. */
  readonly next?: string;
  /** What else is stopped before the process ends. */
  readonly stop?: () => Promise<void>;
}
export interface Signals {
  readonly ignore: () => void;
  /** Once a signal came this never resolves: the process is about to end, and nothing else may speak for it. */
  readonly settled: () => Promise<void>;
}

/** On Ctrl-C or SIGTERM: what is known is written down, the way to go on is printed, and the process ends. */
export const onSignals = ({ flush, safe, next, stop }: Interrupted): Signals => {
  let fired = false;
  const end = async (signal: string, code: number): Promise<void> => {
    await flush(signal).catch(() => undefined);
    process.stderr.write(`\n${signal}: stopped; ${safe}\n${next === undefined ? '' : `Go on with: ${next}\n`}`);
    const problem = { what: `Stopped by ${signal}.`, safe, ...(next === undefined ? {} : { next }) };
    if (wantsJson()) process.stdout.write(failureLine(problem, code));
    await stop?.().catch(() => undefined);
    process.exit(code);
  };
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => {
    const handler = (): void => {
      // A second one ends the process at once: the journal can take that at any moment.
      ignore();
      fired = true;
      void end(signal, code);
    };
    process.on(signal, handler);
    return [signal, handler] as const;
  });
  const ignore = (): void => {
    for (const [signal, handler] of handlers) process.removeListener(signal, handler);
  };
  return { ignore, settled: () => (fired ? new Promise(() => undefined) : Promise.resolve()) };
};
