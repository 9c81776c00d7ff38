import type { Said } from '../ask/prompts.ts';
import type { Screen } from '../screen.ts';

/** How a question of the wizard ended. */
export type Asked<T> =
  | { readonly is: 'answer'; readonly value: T }
  /** To the question before. */
  | { readonly is: 'back' }
  /** Ctrl-C, or "stop here". */
  | { readonly is: 'stop' }
  /** Nobody can be asked; the command line names the flag and exits 2. */
  | { readonly is: 'missing'; readonly flag: string }
  /** The answer given with a flag is none. */
  | { readonly is: 'bad'; readonly flag: string; readonly because: string };

/** What a list answers where the person wants to go back. */
export const BACK = Symbol('back');
export const backOption = { value: BACK, name: '← back', description: 'to the question before' } as const;

export const askedOf = <T>(said: Said<T | typeof BACK>): Asked<T> => {
  if (said.is !== 'said') return { is: 'stop' };
  return said.value === BACK ? { is: 'back' } : { is: 'answer', value: said.value };
};
/** A question that can't be asked, or undefined where it can. */
export const unasked = (screen: Screen, flag: string): Extract<Asked<never>, { is: 'missing' }> | undefined =>
  screen.interactive ? undefined : { is: 'missing', flag };
