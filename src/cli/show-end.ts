import { rm } from 'node:fs/promises';
import { type CaseState, exitOf, isContaining, isUnknownTarget, stateOf, verdictOf } from '../engine/index.ts';
import { type EndExtra, renderDryRun, renderEnd, renderFailure, type Screen } from '../terminal/index.ts';
import { writeTimeline } from '../timeline/index.ts';
import { runDocument } from './documents.ts';
import { type NotBegun, notBegun } from './nothing-begun.ts';
import { Stop } from './stop.ts';
import type { Walk } from './walk-case.ts';
import { jsonLine } from './json.ts';

/** What a run that has come to its end leaves and shows. Returns the exit code. `isNew`: this process opened the case. */
export const showEnd = async (walk: Walk, isNew: boolean): Promise<number> => {
  const done = stateOf(walk.held.durable.entries());
  const noCase = isNew ? whyNoCase(done) : undefined;
  if (noCase) {
    await walk.held.close();
    await rm(walk.held.folder.path, { recursive: true, force: true });
    throw noCase;
  }
  return done.opened.mode === 'dry-run' ? showRehearsed(walk, done) : showCase(walk, done);
};

const NOTHING = 'Nothing was changed, and no case was kept.';
/** A mistyped id, a wrong region, or a target that another case holds, is no case of its own: nothing of it is kept. */
const whyNoCase = (state: CaseState): Stop | undefined => {
  const { opened, target, identity, claim } = state;
  if (claim?.is === 'held')
    return new Stop(7, {
      what: `${target} is held by case ${claim.case} of ${claim.by} since ${claim.since}.`,
      safe: NOTHING,
      next: `take ${claim.case} --because "…" takes it over, from any machine`,
      reason: 'held',
    });
  if (!isUnknownTarget(state)) return undefined;
  if (opened.plan.platform !== undefined)
    return new Stop(2, {
      what: state.steps[0]?.failure?.message ?? `Railway knows no ${target}.`,
      safe: NOTHING,
      next: 'the same command with the right service, --project and --environment',
      reason: 'unknown-target',
    });
  const account = identity === undefined ? '' : ` of account ${identity.identity.account}`;
  return new Stop(2, {
    what: `AWS knows no ${target} in ${opened.region}${account}.`,
    safe: NOTHING,
    next: 'the same command with the right id, --region or --profile',
    reason: 'unknown-target',
  });
};

const showRehearsed = async ({ held, settings, screen, host }: Walk, state: CaseState): Promise<number> => {
  const exit = exitOf(state);
  await host.close?.();
  const lacking = notBegun(state, settings.program, exit);
  if (lacking) screen.err(lacking.text(screen));
  if (settings.json) screen.out(jsonLine(withFailure(runDocument(state, exit, []), lacking)));
  else if (settings.jsonl) sayFailure(screen, exit, lacking);
  else if (!lacking) screen.out(renderDryRun(state, settings.program, new Date(), screen));
  await held.close();
  await rm(held.folder.path, { recursive: true, force: true });
  return exit;
};
const withFailure = (document: object, lacking: NotBegun | undefined): object =>
  lacking ? { ...document, failure: lacking.failure } : document;
const sayFailure = (screen: Screen, exit: number, lacking: NotBegun | undefined): void => {
  if (lacking) screen.out(jsonLine({ exit, failure: lacking.failure }));
};

const showCase = async ({ held, settings, screen, host }: Walk, done: CaseState): Promise<number> => {
  const { durable, folder } = held;
  const exit = exitOf(done);
  await durable.append({ is: 'paused', exit, verdict: verdictOf(done).is });
  const state = stateOf(durable.entries());
  const { file } = await writeTimeline(folder.path, state, { program: settings.program, writtenAt: new Date() });
  await host.close?.();
  const lacking = notBegun(state, settings.program, exit);
  if (lacking) screen.err(lacking.text(screen));
  if (settings.json) screen.out(jsonLine(withFailure(runDocument(state, exit, [folder.journal, file]), lacking)));
  else {
    if (!lacking) showWhole(screen, state, settings.program, { folder: folder.path, report: [file] });
    if (settings.jsonl) sayFailure(screen, exit, lacking);
    else screen.out(`${file}\n`);
  }
  return exit;
};
/** What did not come about, then the end card. */
const showWhole = (screen: Screen, state: CaseState, program: string, extra: EndExtra): void => {
  for (const step of state.steps)
    if (step.failure && isContaining(step))
      screen.err(`\n${renderFailure(step, step.failure, program, state, screen)}`);
  screen.err(`\n${renderEnd(state, program, extra, screen)}`);
};
