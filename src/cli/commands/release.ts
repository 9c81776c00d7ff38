import type { CaseFolder } from '../../case/index.ts';
import { contextOf, releasable, stateOf } from '../../engine/index.ts';
import { actions } from '../../actions/index.ts';
import { groupChangesOf } from '../../timeline/index.ts';
import { askYes, renderGroupChanges, renderReleasable, renderRelease, screenOf } from '../../terminal/index.ts';
import { hostFor, sessionFor } from '../case-session.ts';
import { rebuildCase } from '../from-aws.ts';
import { findHere, hold, mirrorFor, openedOf, readCase } from '../open-case.ts';
import type { OpenCase } from '../../case/index.ts';
import { releaseCase } from '../release-case.ts';
import { liveSession } from '../session.ts';
import { settingsOf } from '../settings.ts';
import { onSignals } from '../signals.ts';
import { usage } from '../stop.ts';
import { jsonLine } from '../json.ts';

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/**
 * Puts back what a case changed, newest first, from its saved state: the journal's, or the one on the AWS side where
 * this machine never saw the case. What somebody has changed since is shown and left.
 */
export const command = async (options: Record<string, unknown>, name = ''): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const screen = screenOf(process, { ...settings, noInput: !settings.input });
  const here = await findHere(name);
  const folder: CaseFolder = here ?? (await rebuildCase(await liveSession(settings, false), settings, name));
  const opened = openedOf((await readCase(folder)).entries);
  const { session, range, stop } = await sessionFor(folder, opened, settings);
  try {
    const held: OpenCase = await hold(
      folder,
      settings,
      mirrorFor(session, settings, () => held),
    );
    try {
      const host = await hostFor(screen, settings, opened, range);
      const only = listOf(options['only']);
      const state = stateOf(held.durable.entries());
      const due = releasable(contextOf({ durable: held.durable, host, door: session.door, actions }))
        .map(({ key }) => key)
        .filter((key) => only.length === 0 || only.includes(key));
      const unknown = only.find((key) => !due.includes(key));
      if (unknown !== undefined)
        throw usage(`case ${folder.name} has nothing to release called “${unknown}”`, `to release: ${due.join(', ')}`);
      const question = `Put back ${due.length} changes of case ${folder.name}? The target can be reached again.`;
      const falsePositive = options['falsePositive'] === true;
      screen.err(renderReleasable(state, due, falsePositive, screen));
      const warned = await groupChangesOf(folder.path, state, due);
      screen.err(renderGroupChanges(warned, new Date(), screen));
      const agreed = settings.yes || (screen.interactive && (await askYes(screen, question)));
      if (!agreed) throw usage('nothing was released: a release wants a person’s word', `release ${folder.name} --yes`);
      held.onEntry((entry) => host.tell(entry));
      const signals = onSignals({
        flush: async (signal) => {
          await host.close?.().catch(() => undefined);
          held.durable.tell({ is: 'interrupted', by: signal });
          await held.close();
        },
        safe: 'what was put back is put back, the rest stands.',
        next: `${settings.program} release ${folder.name} --yes`,
        ...(stop ? { stop } : {}),
      });
      const work = releaseCase({
        held,
        session,
        settings,
        screen,
        host,
        falsePositive,
        only,
        acceptDrift: listOf(options['acceptDrift']),
      });
      await work.catch(() => undefined);
      await signals.settled();
      signals.ignore();
      const outcome = await work;
      await host.close?.();
      const rows = outcome.steps.map(({ key, title, released }) => ({ key, title, ...released }));
      const { exit, service } = outcome;
      if (settings.json) screen.out(jsonLine({ case: folder.name, exit, released: rows, service, groups: warned }));
      else screen.out(renderRelease(stateOf(held.durable.entries()), settings.program, { service }, screen));
      return exit;
    } finally {
      await held.close();
    }
  } finally {
    await stop?.();
    session.door.close();
  }
};
