// The end of a unit's journal, as `systemctl status` shows it.
import { readFileSync } from 'node:fs';
import { timeText } from './properties.mjs';

export function entriesOf({ journal }) {
  try {
    return readFileSync(journal, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}

/** `Nov 20 12:00:00 host node[12]: text` */
export function shortLine({ at, tag, pid, text }, host) {
  const [, date = '', time = ''] = timeText(at).split(' ');
  const month = new Date(at).toLocaleString('en-US', { month: 'short', timeZone: 'UTC' });
  return `${month} ${date.slice(8)} ${time} ${host} ${tag}[${pid}]: ${text}`;
}

export function tail(scope, name, count) {
  const host = process.env.HOSTNAME ?? 'host';
  const lines = entriesOf(scope).filter((entry) => entry.unit === name);
  return lines
    .slice(count ? -count : lines.length)
    .map((entry) => `${shortLine(entry, host)}\n`)
    .join('');
}
