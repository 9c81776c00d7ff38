import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { actions } from '../actions/index.ts';
import type { OpenCase } from '../case/index.ts';
import { exitOf, type Host, recheck, run, type RunOptions, stateOf } from '../engine/index.ts';
import { JournalBroken, type Opened } from '../journal/index.ts';
import type { Screen } from '../terminal/index.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';
import { showEnd } from './show-end.ts';
import { onSignals, type Signals } from './signals.ts';
import { Stop } from './stop.ts';
import { jsonLine } from './json.ts';

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

/** On a signal the journal says so, and nothing is put back. A dry run leaves nothing. */
const watchSignals = ({ held, settings, host, stop }: Walk, isDryRun: boolean): Signals => {
  const { name, path } = held.folder;
  return onSignals({
    flush: async (signal) => {
      await host.close?.().catch(() => undefined);
      const isOpened = held.durable.entries().length > 0;
      if (isOpened) held.durable.tell({ is: 'interrupted', by: signal });
      await held.close();
      if (isDryRun || !isOpened) await rm(path, { recursive: true, force: true });
    },
    ...(isDryRun
      ? { safe: 'nothing was changed, and no case was kept.' }
      : { safe: 'the journal is written, nothing was put back.', next: `${settings.program} resume ${name}` }),
    ...(stop ? { stop } : {}),
  });
};

/** The journal can't grow any more, so nothing is changed any more. */
const journalBroken = ({ message }: JournalBroken, { folder }: OpenCase): Stop =>
  new Stop(1, {
    what: message,
    safe: 'What was recorded before is safe, what was changed stands, and nothing more is changed.',
    next: `resume ${folder.name}`,
    reason: 'journal-broken',
  });

/** Walks a case that is held: to its end, or to where it waits. Writes the timeline and says how it stands. */
export const walkCase = async (walk: Walk, opened?: Opened): Promise<number> => {
  const { held, session, settings, screen, host, stop } = walk;
  const { durable } = held;
  const unsubscribe = held.onEntry((entry) => {
    host.tell(entry);
    if (settings.jsonl) screen.out(jsonLine(entry));
  });
  const signals = watchSignals(walk, session.mode === 'dry-run');
  try {
    if (opened) await durable.append(opened);
    else await durable.append({ is: 'resumed', operator: settings.operator, host: hostname(), pid: process.pid });
    // What could not be proven may be proven now, and what waits for that proof goes on.
    const options = { durable, host, door: session.door, actions };
    if (!opened)
      for (const fact of await recheck({ ...options, olderThanMs: 0, unprovenOnly: true })) await durable.append(fact);
    const { beside } = walk;
    const [, wentOn = true] = await Promise.all([
      run({ ...options, ...(beside?.go ? { go: beside.go } : {}) }),
      beside?.ask(),
    ]);
    await signals.settled();
    return wentOn ? await showEnd(walk, opened !== undefined) : exitOf(stateOf(durable.entries()));
  } catch (error) {
    await signals.settled();
    throw error instanceof JournalBroken ? journalBroken(error, held) : error;
  } finally {
    signals.ignore();
    unsubscribe();
    await host.close?.().catch(() => undefined);
    await held.close();
    await stop?.();
    session.door.close();
  }
};
