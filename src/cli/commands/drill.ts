import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenCase } from '../../case/index.ts';
import { SEVERITIES } from '../../language/index.ts';
import { scenarioNames } from '../../range/index.ts';
import { screenOf } from '../../terminal/index.ts';
import { hostFor } from '../case-session.ts';
import { playbookNamed } from '../inputs.ts';
import { hold, mirrorFor } from '../open-case.ts';
import { choicesOf, openedEntry, type Opening, timeOf } from '../open-entry.ts';
import { prepareCase } from '../prepare-case.ts';
import { attackText } from '../attack-text.ts';
import { type RangeProcess, startRangeProcess } from '../range-process.ts';
import { drillSession } from '../session.ts';
import { settingsOf } from '../settings.ts';
import { usage } from '../stop.ts';
import { walkCase } from '../walk-case.ts';

const seedOf = (given: unknown): { seed?: number } => {
  if (given === undefined) return {};
  const seed = Number(given);
  if (!Number.isSafeInteger(seed))
    throw usage(
      `--seed: “${JSON.stringify(given)}” is not a whole number`,
      'the same command with --seed 41, for example',
    );
  return { seed };
};

/** The same playbook, in the range: the same code path with another endpoint, and people who answer by themselves. */
export const command = async (options: Record<string, unknown>, name?: string): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const now = new Date();
  const playbook = playbookNamed(name);
  const scenario = typeof options['scenario'] === 'string' ? options['scenario'] : playbook.id;
  if (playbook.platform !== undefined)
    throw usage(
      `${playbook.id} can’t be drilled: the range simulates AWS, and this runs on ${playbook.platform}`,
      `drill ${playbook.variantOf ?? 'leaked-token'}`,
    );
  const known = scenarioNames(playbook.id);
  if (!known.includes(scenario))
    throw usage(`there is no scenario “${scenario}” for ${playbook.id}`, `one of: ${known.join(', ')}`);
  const screen = screenOf(process, { ...settings, noInput: !settings.input });
  const faults = Array.isArray(options['fault']) ? options['fault'].map(String) : [];
  const times = { began: timeOf(options, 'began', now), alerted: timeOf(options, 'alerted', now) };
  const seed = seedOf(options['seed']);
  let attacked: RangeProcess['attacked'] = () => undefined;
  const { told, ...ready } = await prepareCase(playbook.id, async (folder, onUndo) => {
    const dir = join(folder.path, 'range');
    await mkdir(dir, { mode: 0o700 });
    const range = await startRangeProcess({ scenario, dir, faults, ...seed });
    onUndo(range.stop);
    attacked = range.attacked;
    const session = drillSession(range);
    const [target] = range.targets;
    const alerted =
      times.alerted ?? (range.alertedAgoMs === undefined ? undefined : new Date(now.getTime() - range.alertedAgoMs));
    const opening: Opening = {
      playbook,
      inputs: { [playbook.target]: target?.instanceId },
      mode: 'drill',
      severity: SEVERITIES.find((severity) => severity === options['severity']) ?? range.severity,
      operator: settings.operator,
      region: range.region,
      endpoint: range.endpoint,
      scenario,
      evidenceOnly: options['evidenceOnly'] === true,
      choices: choicesOf(options),
      ...(times.began ? { began: times.began } : {}),
      ...(alerted ? { alerted } : {}),
    };
    const held: OpenCase = await hold(
      folder,
      settings,
      mirrorFor(session, settings, () => held),
    );
    return { told: opening, held, session, host: await hostFor(screen, settings, undefined, range), stop: range.stop };
  });
  const exit = await walkCase({ ...ready, settings, screen }, openedEntry(told, ready.held.folder));
  const tally = attacked();
  if (tally && !settings.json && !settings.jsonl) screen.err(attackText(tally, told.alerted ?? now));
  return exit;
};
