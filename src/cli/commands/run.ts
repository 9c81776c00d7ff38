import type { OpenCase } from '../../case/index.ts';
import { SEVERITIES, type Severity } from '../../language/index.ts';
import { screenOf } from '../../terminal/index.ts';
import { hostFor } from '../case-session.ts';
import { answersGiven, flagOf, missingFrom, onPlatform, playbookNamed, stackGiven } from '../inputs.ts';
import { hold, mirrorFor } from '../open-case.ts';
import { choicesOf, openedEntry, type Opening, timeOf } from '../open-entry.ts';
import { prepareCase } from '../prepare-case.ts';
import { sessionOn } from '../session.ts';
import { settingsOf } from '../settings.ts';
import { instanceOfStack } from '../stack-target.ts';
import { usage } from '../stop.ts';
import { walkCase } from '../walk-case.ts';

const severityOf = (given: unknown): Severity | undefined => SEVERITIES.find((severity) => severity === given);

/** Runs a playbook against AWS: what the flags leave open is asked, or with `--no-input` is an error. */
export const command = async (options: Record<string, unknown>, name?: string, target?: string): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const now = new Date();
  const playbook = onPlatform(playbookNamed(name), options['platform']);
  const screen = screenOf(process, { ...settings, noInput: !settings.input });
  const given = await answersGiven(playbook, options, target);
  const stack = stackGiven(playbook, options, target);
  const dryRun = options['dryRun'] === true;
  const times = { began: timeOf(options, 'began', now), alerted: timeOf(options, 'alerted', now) };
  const severity = severityOf(options['severity']);
  // A rehearsal asks nothing: it changes nothing.
  if (screen.interactive && !dryRun) {
    const { wizard } = await import('../wizard.ts');
    return wizard({
      settings,
      screen,
      playbook,
      given,
      ...(stack === undefined ? {} : { stack }),
      dryRun,
      options,
      times,
      ...(severity ? { severity } : {}),
    });
  }
  const [missing] = missingFrom(playbook, stack === undefined ? given : { ...given, [playbook.target]: stack });
  const again = `run ${playbook.id} ${flagOf(playbook.target)} … --severity critical --no-input --yes`;
  if (missing !== undefined)
    throw usage(`${flagOf(missing)} is missing, and nobody can be asked: ${playbook.asks[missing]?.what}`, again);
  if (!severity && !dryRun) throw usage('--severity is missing, and nobody can be asked', again);
  if (!settings.yes && !dryRun)
    throw usage('--yes is missing: without a person to ask, a live run wants your word', again);
  const session = await sessionOn(playbook.platform, settings, dryRun);
  if (stack !== undefined) given[playbook.target] = await instanceOfStack(session, stack);
  const opening: Opening = {
    playbook,
    inputs: given,
    mode: session.mode,
    severity: severity ?? 'high',
    operator: settings.operator,
    region: session.region,
    evidenceOnly: options['evidenceOnly'] === true,
    choices: choicesOf(options),
    ...(times.began ? { began: times.began } : {}),
    ...(times.alerted ? { alerted: times.alerted } : {}),
    ...(session.endpoint === undefined ? {} : { endpoint: session.endpoint }),
  };
  const ready = await prepareCase(playbook.id, async (folder) => {
    const held: OpenCase = await hold(
      folder,
      settings,
      mirrorFor(session, settings, () => held),
    );
    return { held, host: await hostFor(screen, settings, undefined) };
  });
  return walkCase({ ...ready, session, settings, screen }, openedEntry(opening, ready.held.folder));
};
