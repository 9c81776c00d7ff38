import { stateOf } from '../../engine/index.ts';
import type { CloseAs } from '../../journal/index.ts';
import { folderOrStop, readCase } from '../open-case.ts';
import { recordOnly } from '../resume-case.ts';
import { settingsOf } from '../settings.ts';
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
  if (state.closed) throw usage(`case ${folder.name} was closed as ${state.closed.as} by ${state.closed.by}`);
  const stands = state.steps
    .filter((step) => step.is === 'ended' && (step.does === 'changes' || step.does === 'keeps'))
    .filter((step) => step.released?.outcome !== 'released' && step.released?.outcome !== 'gone')
    .map((step) => step.key);
  await recordOnly(folder, settings, () => [{ is: 'closed', as, by: settings.operator, stands }]);
  if (settings.json) process.stdout.write(jsonLine({ case: folder.name, as, stands }));
  else {
    process.stderr.write(`Case ${folder.name} is closed as ${as}.\n`);
    if (stands.length > 0) process.stderr.write(`Still standing:\n${stands.map((key) => `  ${key}\n`).join('')}`);
  }
  return 0;
};
