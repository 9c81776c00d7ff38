import { rm } from 'node:fs/promises';
import type { OpenCase } from '../case/index.ts';
import { type CaseState, exitOf, isUnknownTarget, stateOf, verdictOf } from '../engine/index.ts';
import { renderDryRun, renderEnd } from '../terminal/index.ts';
import { writeTimeline } from '../timeline/index.ts';
import { runDocument } from './documents.ts';
import { Stop } from './stop.ts';
import type { Walk } from './walk-case.ts';

/** What a run that has come to its end leaves and shows. Returns the exit code. */
export const showEnd = async (walk: Walk): Promise<number> => {
  const done = stateOf(walk.held.durable.entries());
  if (isUnknownTarget(done)) throw await unknownTarget(walk.held, done);
  return done.opened.mode === 'dry-run' ? showRehearsed(walk, done) : showCase(walk, done);
};

/** A mistyped id or a wrong region is no case: nothing of it is kept. */
const unknownTarget = async ({ folder, close }: OpenCase, { opened, target, identity }: CaseState): Promise<Stop> => {
  await close();
  await rm(folder.path, { recursive: true, force: true });
  const account = identity === undefined ? '' : ` of account ${identity.identity.account}`;
  return new Stop(2, {
    what: `AWS knows no ${target} in ${opened.region}${account}.`,
    safe: 'Nothing was changed, and no case was kept.',
    next: 'the same command with the right id, --region or --profile',
  });
};

const showRehearsed = async ({ held, settings, screen, host }: Walk, state: CaseState): Promise<number> => {
  const exit = exitOf(state);
  await host.close?.();
  if (settings.json) screen.out(`${JSON.stringify(runDocument(state, exit, []))}\n`);
  else if (!settings.jsonl) screen.out(renderDryRun(state, settings.program, new Date(), screen));
  await held.close();
  await rm(held.folder.path, { recursive: true, force: true });
  return exit;
};

const showCase = async ({ held, settings, screen, host }: Walk, done: CaseState): Promise<number> => {
  const { durable, folder } = held;
  const exit = exitOf(done);
  await durable.append({ is: 'paused', exit, verdict: verdictOf(done).is });
  const state = stateOf(durable.entries());
  const { file } = await writeTimeline(folder.path, state, { program: settings.program, writtenAt: new Date() });
  await host.close?.();
  if (settings.json) screen.out(`${JSON.stringify(runDocument(state, exit, [folder.journal, file]))}\n`);
  else {
    screen.err(renderEnd(state, settings.program, { folder: folder.path, report: [file] }, screen));
    if (!settings.jsonl) screen.out(`${file}\n`);
  }
  return exit;
};
