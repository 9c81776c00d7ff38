import { stateOf } from '../engine/index.ts';
import { folderOrStop, readCase } from './open-case.ts';
import { settingsOf } from './settings.ts';
import { usage } from './stop.ts';
import { tellCase } from './tell-case.ts';

/** `ir approve` and `ir deny`: an answer to a question that was asked, bound to its nonce. */
export const answerGate = async (
  options: Record<string, unknown>,
  said: string,
  gate: string,
  answer: 'approved' | 'denied',
): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const folder = await folderOrStop(said);
  const state = stateOf((await readCase(folder)).entries);
  const found = state.gates.find((one) => one.gate === gate);
  const waiting = state.gates.filter((one) => one.open).map((one) => one.gate);
  const known =
    waiting.length > 0
      ? `waiting now: ${waiting.join(', ')}`
      : `nothing waits in ${folder.name}; resume ${folder.name} asks again what is due`;
  if (!found) throw usage(`case ${folder.name} has no gate “${gate}”`, known);
  if (!found.asked || !found.open) throw usage(`the gate “${gate}” is not being asked`, known);
  const { nonce } = found.asked;
  const by = settings.operator;
  const how = 'from another shell';
  return tellCase(folder, settings, {
    letter: { is: 'answer', gate, answer, nonce, by, how },
    facts: () => [{ is: 'answered', gate, nonce, answer, by, how }],
    resume: options['resume'] !== false,
    done: `${gate}: ${answer}`,
  });
};
