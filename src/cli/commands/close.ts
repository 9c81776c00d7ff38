import { type CaseFolder, dropClaim, MIRROR_CALLS } from '../../case/index.ts';
import { type CaseState, stateOf } from '../../engine/index.ts';
import type { CloseAs } from '../../journal/index.ts';
import { renderStanding, screenOf } from '../../terminal/index.ts';
import { folderOrStop, readCase } from '../open-case.ts';
import { recordOnly } from '../resume-case.ts';
import { sessionFor } from '../case-session.ts';
import { handleFor } from '../session.ts';
import { type Settings, settingsOf } from '../settings.ts';
import { usage } from '../stop.ts';
import { jsonLine } from '../json.ts';

const isCloseAs = (as: string): as is CloseAs => /^(resolved|false-positive|drill|duplicate-of \S+)$/.test(as);

/** Ends a case: its clocks stop. Nothing is put back; what still stands is listed, for whoever pays for it. */
export const command = async (options: Record<string, unknown>, name = ''): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const as = typeof options['as'] === 'string' ? options['as'] : '';
  if (!isCloseAs(as))
    throw usage(
      as === '' ? '--as is missing' : `--as “${as}” is not known`,
      `close ${name} --as resolved | false-positive | drill | "duplicate-of CI-2345"`,
    );
  const folder = await folderOrStop(name);
  const state = stateOf((await readCase(folder)).entries);
  if (state.closed)
    throw usage(`case ${folder.name} was closed as ${state.closed.as} by ${state.closed.by}`, `status ${folder.name}`);
  const stands = state.steps
    .filter((step) => step.is === 'ended' && (step.does === 'changes' || step.does === 'keeps'))
    .filter((step) => step.released?.outcome !== 'released' && step.released?.outcome !== 'gone');
  const keys = stands.map((step) => step.key);
  const free = await giveFree(folder, settings, state, keys);
  await recordOnly(folder, settings, () => [{ is: 'closed', as, by: settings.operator, stands: keys }]);
  if (settings.json) process.stdout.write(jsonLine({ case: folder.name, as, stands: keys }));
  else {
    process.stderr.write(`Case ${folder.name} is closed as ${as}.\n`);
    process.stderr.write(`${free}\n`);
    if (stands.length > 0)
      process.stderr.write(renderStanding(state, stands, screenOf(process, { ...settings, noInput: true })));
  }
  return 0;
};

/** A case that has changed nothing must not keep its target from the next one. Says how it stands. */
const giveFree = async (
  folder: CaseFolder,
  settings: Settings,
  state: CaseState,
  stands: readonly string[],
): Promise<string> => {
  const { opened, target, claim, steps } = state;
  const again = `${settings.program} release ${folder.name}`;
  if (claim?.is !== 'claimed') return `${target} is claimed by no case of this journal.`;
  if (steps.some((step) => step.does === 'changes' && stands.includes(step.key)))
    return `It keeps ${target} claimed, because its changes still stand. ${again} puts them back and gives it free.`;
  try {
    const { session, stop } = await sessionFor(folder, { ...opened, seq: 1 }, settings);
    try {
      await dropClaim(handleFor(session, MIRROR_CALLS), target);
    } finally {
      session.door.close();
      await stop?.();
    }
    return `${target} is free for another case.`;
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return `${target} is still claimed: ${because}. ${again} gives it free.`;
  }
};
