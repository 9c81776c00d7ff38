const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

export interface Interrupted {
  /** What must be written down before anything is said. */
  readonly flush: (signal: string) => Promise<void>;
  /** What is true now, and what to type next. */
  readonly says: string;
  /** What else is stopped before the process ends. */
  readonly stop?: () => Promise<void>;
}
export interface Signals {
  readonly ignore: () => void;
  /** Once a signal came this never resolves: the process is about to end, and nothing else may speak for it. */
  readonly settled: () => Promise<void>;
}

/** On Ctrl-C or SIGTERM: what is known is written down, the way to go on is printed, and the process ends. */
export const onSignals = ({ flush, says, stop }: Interrupted): Signals => {
  let fired = false;
  const end = async (signal: string, code: number): Promise<void> => {
    await flush(signal).catch(() => undefined);
    process.stderr.write(`\n${signal}: ${says}`);
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
