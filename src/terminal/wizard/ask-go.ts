import { promptsOn } from '../ask/prompts.ts';
import type { Screen } from '../screen.ts';
import { type Asked, askedOf, BACK, backOption, unasked } from './asked.ts';

export type Go = 'contain' | 'evidence only' | 'dry run' | 'show calls' | 'stop';
/** Go or no-go. It gates containment only; what was gathered meanwhile stays. */
export const askGo = async (screen: Screen): Promise<Asked<Go>> => {
  const missing = unasked(screen, '--yes');
  if (missing) return missing;
  const said = await promptsOn(screen).select<Go | typeof BACK>({
    message: 'Contain now?',
    fallback: 'contain',
    options: [
      { value: 'contain', name: 'contain' },
      { value: 'evidence only', name: 'evidence only', description: 'touches nothing; it is NOT contained' },
      { value: 'dry run', name: 'dry run', description: 'real reads, no writes; says what would be denied' },
      {
        value: 'show calls',
        name: 'show every AWS call',
        description: 'of each step; and how it is proven and put back',
      },
      backOption,
      { value: 'stop', name: 'stop here' },
    ],
  });
  return askedOf(said);
};
