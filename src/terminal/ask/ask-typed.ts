import { inert } from '../../redact/index.ts';
import type { Screen } from '../screen.ts';
import { promptsOn } from './prompts.ts';

/** Asks for a word to be typed, such as the id of what is about to be destroyed. Undefined on Ctrl-C. */
export const askTyped = async (screen: Screen, question: string): Promise<string | undefined> => {
  const said = await promptsOn(screen).input({ message: inert(question) });
  return said.is === 'said' ? said.value.trim() : undefined;
};
