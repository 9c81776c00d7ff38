import { inert } from '../../redact/index.ts';
import type { Screen } from '../screen.ts';
import { promptsOn } from './prompts.ts';

/** A question with yes or no, whose default is no. Ctrl-C is no. */
export const askYes = async (screen: Screen, question: string): Promise<boolean> => {
  const said = await promptsOn(screen).confirm({ message: inert(question) });
  return said.is === 'said' && said.value;
};
