import { rm } from 'node:fs/promises';
import { type CaseState, exitOf, isContaining, isUnknownTarget, stateOf, verdictOf } from '../engine/index.ts';
import { renderDryRun, renderEnd, renderFailure, renderProblem } from '../terminal/index.ts';
import { writeTimeline } from '../timeline/index.ts';
import { runDocument } from './documents.ts';
import { type Problem, Stop } from './stop.ts';
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
  if (settings.json) screen.out(jsonLine(runDocument(state, exit, [])));
  else if (!settings.jsonl) screen.out(renderDryRun(state, settings.program, new Date(), screen));
  await held.close();
  await rm(held.folder.path, { recursive: true, force: true });
  return exit;
};

/** Credentials are the commonest thing that is missing, and no step can say how to get them. */
const credentialsMissing = ({ steps, opened }: CaseState): Problem | undefined => {
  const failure = steps.map((step) => step.failure).find((each) => each?.reason === 'no-credentials');
  return (
    failure && {
      what: `No valid AWS credentials: ${failure.message}`,
      safe: 'Nothing was changed. The clocks of the case go on.',
      next: `get some (aws sso login, AWS_PROFILE, --profile <name>), then resume ${opened.name}`,
    }
  );
};

const showCase = async ({ held, settings, screen, host }: Walk, done: CaseState): Promise<number> => {
  const { durable, folder } = held;
  const exit = exitOf(done);
  await durable.append({ is: 'paused', exit, verdict: verdictOf(done).is });
  const state = stateOf(durable.entries());
  const { file } = await writeTimeline(folder.path, state, { program: settings.program, writtenAt: new Date() });
  await host.close?.();
  if (settings.json) screen.out(jsonLine(runDocument(state, exit, [folder.journal, file])));
  else {
    for (const step of state.steps)
      if (step.failure && isContaining(step))
        screen.err(`\n${renderFailure(step, step.failure, settings.program, state, screen)}`);
    screen.err(`\n${renderEnd(state, settings.program, { folder: folder.path, report: [file] }, screen)}`);
    const lacking = credentialsMissing(state);
    if (exit === 4 && lacking) screen.err(renderProblem(lacking, screen));
    if (!settings.jsonl) screen.out(`${file}\n`);
  }
  return exit;
};
