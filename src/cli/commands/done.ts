import { stateOf } from '../../engine/index.ts';
import { flagOf, flagsIn } from '../inputs.ts';
import { folderOrStop, readCase } from '../open-case.ts';
import { settingsOf } from '../settings.ts';
import { usage } from '../stop.ts';
import { tellCase } from '../tell-case.ts';

/** Attests a by-hand step, with the proof that it asks for. */
export const command = async (options: Record<string, unknown>, name = '', key = ''): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const folder = await folderOrStop(name);
  const state = stateOf((await readCase(folder)).entries);
  const task = state.byHands.find((one) => one.key === key);
  const open = state.byHands.filter((one) => one.open).map((one) => one.key);
  if (!task?.open)
    throw usage(
      `case ${folder.name} waits for nothing called “${key}”${open.length > 0 ? `; open here: ${open.join(', ')}` : ''}`,
      open.length > 0 ? `done ${folder.name} ${open[0]}` : `status ${folder.name}`,
    );
  const flags = flagsIn((options['rest'] as readonly string[]).slice(2));
  const wanted = Object.entries(task.node.proof);
  const proof: Record<string, string> = {};
  for (const [field, question] of wanted) {
    const value = flags.get(flagOf(field));
    if (value === undefined)
      throw usage(
        `${flagOf(field)} is missing: ${question}`,
        `done ${folder.name} ${key} ${wanted.map(([each]) => `${flagOf(each)} …`).join(' ')}`,
      );
    proof[field] = value;
  }
  const by = settings.operator;
  return tellCase(folder, settings, {
    letter: { is: 'done', key, proof, by },
    facts: () => [{ is: 'attested', key, proof, by }],
    resume: options['resume'] !== false,
    done: `${key}: attested`,
  });
};
