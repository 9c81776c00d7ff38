import { hostname } from 'node:os';
import { rm } from 'node:fs/promises';
import { MIRROR_CALLS, takeClaim } from '../../case/index.ts';
import { holderOf } from '../../journal/index.ts';
import { sessionFor } from '../case-session.ts';
import { rebuildCase } from '../from-aws.ts';
import { findHere, hold, openedOf, readCase, targetOf } from '../open-case.ts';
import { handleFor, liveSession } from '../session.ts';
import { settingsOf } from '../settings.ts';
import { Stop, usage } from '../stop.ts';
import { jsonLine } from '../json.ts';

/**
 * Takes a case over: from another machine (by what it saved on the AWS side), or from a process that is gone without
 * a trace. Who took it, and why, is recorded on both sides. A process that lives on this machine keeps its case.
 */
export const command = async (options: Record<string, unknown>, name = ''): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const because = typeof options['because'] === 'string' ? options['because'] : undefined;
  if (because === undefined)
    throw usage(
      '--because is missing: taking a case over wants a reason',
      `take ${name} --because "alice’s laptop is gone"`,
    );
  const here = await findHere(name);
  const folder = here ?? (await rebuildCase(await liveSession(settings, false), settings, name));
  const { entries } = await readCase(folder);
  const opened = openedOf(entries);
  const holder = await holderOf(folder.lock);
  if (holder?.host === hostname())
    throw new Stop(7, {
      what: `Case ${folder.name} is run by ${holder.operator} on this machine (process ${holder.pid}) since ${holder.since}.`,
      safe: 'Nothing was changed.',
      next: `abort ${folder.name}`,
    });
  if (holder) await rm(folder.lock, { force: true });
  if (opened.plan.platform !== undefined)
    throw usage(
      `case ${folder.name} is claimed on this machine only: nobody else holds its target`,
      `resume ${folder.name}`,
    );
  const { session, stop } = await sessionFor(folder, opened, settings);
  try {
    const held = await hold(folder, settings);
    try {
      await takeClaim(handleFor(session, MIRROR_CALLS), targetOf(entries), opened, settings.operator, new Date());
      await held.durable.append({ is: 'claimed', target: targetOf(entries), where: 'ssm', taken: because });
    } finally {
      await held.close();
    }
  } finally {
    await stop?.();
    session.door.close();
  }
  if (settings.json)
    process.stdout.write(jsonLine({ case: folder.name, target: targetOf(entries), by: settings.operator }));
  else
    process.stderr.write(
      `Case ${folder.name} is yours.\nGo on with: ${settings.program} resume ${folder.name}\nPut back with: ${settings.program} release ${folder.name}\n`,
    );
  return 0;
};
