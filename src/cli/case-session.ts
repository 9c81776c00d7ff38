import { join } from 'node:path';
import type { CaseFolder } from '../case/index.ts';
import type { Host } from '../engine/index.ts';
import type { Of } from '../journal/index.ts';
import { differing, hashOf, planOf } from '../plan/index.ts';
import { drillHost, plainHost, type Screen } from '../terminal/index.ts';
import { playbookNamed } from './inputs.ts';
import { type RangeProcess, startRangeProcess } from './range-process.ts';
import { drillSession, type Session, sessionOn } from './session.ts';
import type { Settings } from './settings.ts';
import { Stop } from './stop.ts';

/** How a case that exists is reached again: AWS as before, or its range, started on its own folder. */
export interface CaseSession {
  readonly session: Session;
  readonly range?: RangeProcess;
  readonly stop?: () => Promise<void>;
}
export const sessionFor = async (
  folder: CaseFolder,
  opened: Of<'opened'>,
  settings: Settings,
): Promise<CaseSession> => {
  if (opened.mode === 'drill') {
    const range = await startRangeProcess({
      scenario: opened.scenario ?? opened.plan.playbook,
      dir: join(folder.path, 'range'),
    });
    return { session: drillSession(range), range, stop: range.stop };
  }
  const { endpointUrl = opened.endpoint } = settings;
  // Elsewhere than in AWS a region is only that of what is kept there: by flag or environment, each time.
  const region = settings.region ?? (opened.plan.platform === undefined ? opened.region : undefined);
  const again: Settings = {
    ...settings,
    ...(region === undefined ? {} : { region }),
    ...(endpointUrl === undefined ? {} : { endpointUrl }),
  };
  return { session: await sessionOn(opened.plan.platform, again, false) };
};

/** What differs between the plan of a case and the playbook as it is now; undefined where nothing does. */
export const changesOf = (opened: Of<'opened'>): readonly string[] | undefined => {
  const now = planOf(playbookNamed(opened.plan.playbook));
  return hashOf(now) === opened.planHash ? undefined : differing(opened.plan, now);
};
/** A plan that has changed since the case was opened is not walked on: the journal would not fit it. */
export const refuseChangedPlan = (opened: Of<'opened'>, program: string): void => {
  const differ = changesOf(opened);
  if (!differ) return;
  throw new Stop(2, {
    what: `The playbook ${opened.plan.playbook} has changed since case ${opened.name} was opened${differ.length > 0 ? `: ${differ.join(', ')}` : ''}.`,
    safe: `Nothing was changed. ${program} status, timeline, release and done still work from the plan of the case.`,
    next: `the version of ir that opened it (${opened.version}), or a new case`,
    reason: 'plan-changed',
  });
};

export type ClosingHost = Host & { readonly close?: () => Promise<void> };
/** Who is told and asked: a person at a terminal, a drill's people, or nobody. */
export const hostFor = async (
  screen: Screen,
  settings: Settings,
  opened: Of<'opened'> | undefined,
  range?: RangeProcess,
): Promise<ClosingHost> => {
  const { program, yes, approve, operator } = settings;
  const options = { program, answers: { yes, approve, operator }, ...(opened ? { earlier: [opened] } : {}) };
  if (screen.interactive) {
    const { liveHost } = await import('../terminal/index.ts');
    return liveHost(screen, options);
  }
  const plain = plainHost(screen, options);
  return range ? drillHost(plain, range.people) : plain;
};
