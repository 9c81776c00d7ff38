/** By whose word something holds. The host's own word never makes "proven" on a suspected host. */
export type Word = 'aws-read' | 'railway-read' | 'outside-probe' | 'host-said' | 'person-said';

/** Whether a change holds. Three outcomes, never rounded up. The engine adds the time. */
export type Verdict = (
  | { readonly is: 'holds'; readonly detail?: string }
  | { readonly is: 'does not hold' | 'unproven'; readonly because: string }
) & { readonly by: Word };

export const holds = (detail?: string, by: Word = 'aws-read'): Verdict => ({
  is: 'holds',
  by,
  ...(detail === undefined ? {} : { detail }),
});
export const doesNotHold = (because: string, by: Word = 'aws-read'): Verdict => ({ is: 'does not hold', because, by });
export const unproven = (because: string, by: Word = 'aws-read'): Verdict => ({ is: 'unproven', because, by });
