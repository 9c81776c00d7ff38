import { hostname } from 'node:os';
import { actions } from '../actions/index.ts';
import type { OpenCase } from '../case/index.ts';
import { exitOf, type Host, run, type RunOptions, stateOf, verdictOf } from '../engine/index.ts';
import type { Opened } from '../journal/index.ts';
import { type Screen, renderEnd } from '../terminal/index.ts';
import { writeTimeline } from '../timeline/index.ts';
import { runDocument } from './documents.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

export interface Walk {
  readonly held: OpenCase;
  readonly session: Session;
  readonly settings: Settings;
  readonly screen: Screen;
  readonly host: Host & { readonly close?: () => Promise<void> };
  /** Called before the process ends on a signal: a drill's range is stopped there. */
  readonly stop?: () => Promise<void>;
  /**
   * A wizard's questions, asked while the walk reads and keeps; `go` lets it change things. `ask` says whether the run
   * went on: where it did not, there is no end to show.
   */
  readonly beside?: { readonly go: RunOptions['go']; readonly ask: () => Promise<boolean> };
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** On a signal: the journal is flushed, the way to go on is printed, and the process ends. Nothing is put back. */
const onSignals = ({ held, settings, host, stop }: Walk): (() => void) => {
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => {
    const handler = (): void => {
      for (const [name, each] of handlers) process.removeListener(name, each);
      void (async () => {
        await host.close?.().catch(() => undefined);
        await held.durable.tell({ is: 'interrupted', by: signal });
        await held.close().catch(() => undefined);
        const { name } = held.folder;
        process.stderr.write(
          `\n${signal}: stopped; the journal is written, nothing was put back.\nGo on with: ${settings.program} resume ${name}\n`,
        );
        await stop?.().catch(() => undefined);
        process.exit(code);
      })();
    };
    process.on(signal, handler);
    return [signal, handler] as const;
  });
  return () => {
    for (const [signal, handler] of handlers) process.removeListener(signal, handler);
  };
};

/** Walks a case that is held: to its end, or to where it waits. Writes the timeline and says how it stands. */
export const walkCase = async (walk: Walk, opened?: Opened): Promise<number> => {
  const { held, session, settings, screen, host, stop } = walk;
  const { durable, folder } = held;
  const unsubscribe = held.onEntry((entry) => {
    host.tell(entry);
    if (settings.jsonl) screen.out(`${JSON.stringify(entry)}\n`);
  });
  const ignoreSignals = onSignals(walk);
  try {
    if (opened) await durable.append(opened);
    else await durable.append({ is: 'resumed', operator: settings.operator, host: hostname(), pid: process.pid });
    const { beside } = walk;
    const [, wentOn = true] = await Promise.all([
      run({ durable, host, door: session.door, actions, ...(beside?.go ? { go: beside.go } : {}) }),
      beside?.ask(),
    ]);
    const done = stateOf(durable.entries());
    const exit = exitOf(done);
    if (!wentOn) return exit;
    await durable.append({ is: 'paused', exit, verdict: verdictOf(done).is });
    const { file } = await writeTimeline(folder.path, stateOf(durable.entries()), {
      program: settings.program,
      writtenAt: new Date(),
    });
    await host.close?.();
    const state = stateOf(durable.entries());
    if (settings.json) screen.out(`${JSON.stringify(runDocument(state, exit, [folder.journal, file]))}\n`);
    else {
      screen.err(renderEnd(state, settings.program, { folder: folder.path, report: [file] }, screen));
      if (!settings.jsonl) screen.out(`${file}\n`);
    }
    return exit;
  } finally {
    ignoreSignals();
    unsubscribe();
    await host.close?.().catch(() => undefined);
    await held.close();
    await stop?.();
    session.door.close();
  }
};
