import type { CaseFolder, OpenCase } from '../case/index.ts';
import type { Fact } from '../journal/index.ts';
import { screenOf } from '../terminal/index.ts';
import { hostFor, refuseChangedPlan, sessionFor } from './case-session.ts';
import { hold, mirrorFor, openedOf, readCase } from './open-case.ts';
import type { Settings } from './settings.ts';
import { walkCase } from './walk-case.ts';

/** Goes on with a case from its journal; `first` is recorded before anything is begun. */
export const resumeCase = async (
  folder: CaseFolder,
  settings: Settings,
  first?: (held: OpenCase) => readonly Fact[],
): Promise<number> => {
  const opened = openedOf((await readCase(folder)).entries);
  refuseChangedPlan(opened, settings.program);
  const screen = screenOf(process, { ...settings, noInput: !settings.input });
  const { session, range, stop } = await sessionFor(folder, opened, settings);
  try {
    const held: OpenCase = await hold(
      folder,
      settings,
      mirrorFor(session, settings, () => held),
    );
    for (const fact of first?.(held) ?? []) await held.durable.append(fact);
    const host = await hostFor(screen, settings, opened, range);
    return await walkCase({ held, session, settings, screen, host, ...(stop ? { stop } : {}) });
  } finally {
    await stop?.();
  }
};

/** Records facts in a case that nobody holds, without going on with it. */
export const recordOnly = async (
  folder: CaseFolder,
  settings: Settings,
  facts: (held: OpenCase) => readonly Fact[],
): Promise<void> => {
  const held = await hold(folder, settings);
  try {
    for (const fact of facts(held)) await held.durable.append(fact);
  } finally {
    await held.close();
  }
};
