import { promptsOn } from '../ask/prompts.ts';
import { parseTime } from '../parse-time.ts';
import type { Screen } from '../screen.ts';
import { dayAndClock } from '../times.ts';
import { type Asked, unasked } from './asked.ts';

/** The earliest sign: only sets how far back the review looks, so it is never needed. Nothing typed: not known. */
export const askBegan = async (screen: Screen, now: Date, given?: string): Promise<Asked<Date | undefined>> => {
  const flag = '--began';
  if (given !== undefined) {
    const checked = parseTime(given, now);
    return checked.ok ? { is: 'answer', value: checked.value } : { is: 'bad', flag, because: checked.because };
  }
  if (unasked(screen, flag)) return { is: 'answer', value: undefined };
  const said = await promptsOn(screen).input({
    message: 'Earliest sign? (UTC: 08:00, 3h ago; Enter: not known; b: back)',
    check: (text) => {
      const word = text.trim();
      if (word === '' || word === 'b') return true;
      const checked = parseTime(word, now);
      return checked.ok || checked.because;
    },
  });
  if (said.is !== 'said') return { is: 'stop' };
  const word = said.value.trim();
  if (word === 'b') return { is: 'back' };
  const checked = word === '' ? undefined : parseTime(word, now);
  if (!checked?.ok) return { is: 'answer', value: undefined };
  screen.err(`  The review looks back to ${dayAndClock(checked.value)} UTC.\n`);
  return { is: 'answer', value: checked.value };
};
