import type { Attacked } from './range-process.ts';

const UNDER = 19;
const clock = (ms: number): string => {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  return `T+${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** What the attacker of a drill still did: the figure that counts. */
export const attackText = ({ credentials }: Attacked, alerted: Date): string =>
  Object.entries(credentials)
    .map(([name, { accepted, lastAcceptedAt, lastMet }], at) => {
      const what = name === 'token' ? 'the leaked token' : `a ${name} paired with it`;
      const last = lastAcceptedAt === undefined ? '' : `, last at ${clock(lastAcceptedAt - alerted.getTime())}`;
      const then = lastMet === undefined ? '' : `; at the end: ${lastMet}`;
      const said = `${what} let in ${accepted} times after the alert${last}${then}`;
      return `${(at === 0 ? '  Attacker' : '').padEnd(UNDER)}${said}\n`;
    })
    .join('');
