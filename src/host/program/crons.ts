import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { read, run } from './io.ts';
import { MENTION } from './names.ts';

const FOLDERS = ['/etc/cron.d', '/var/spool/cron/crontabs', '/var/spool/cron'];
export interface CronLine {
  readonly file: string;
  readonly line: string;
}
/** Lines of crontabs that would start a gateway again: they name the product, or a script that does. */
export const cronLines = (): readonly CronLine[] => {
  const files = FOLDERS.flatMap((folder) => {
    try {
      return readdirSync(folder).map((name) => join(folder, name));
    } catch {
      return [];
    }
  });
  return ['/etc/crontab', ...files].flatMap((file) =>
    (read(file) ?? '').split('\n').flatMap((line) => (isAboutIt(line) ? [{ file, line }] : [])),
  );
};
const isAboutIt = (line: string): boolean => {
  if (/^\s*(#|$)/.test(line)) return false;
  if (MENTION.test(line)) return true;
  const scripts = line.match(/\/[\w./-]+/g) ?? [];
  return scripts.some((path) => /\.(sh|py|js|mjs)$/.test(path) && MENTION.test(read(path) ?? ''));
};
/** Timers of the system's own manager that name the product. */
export const timers = (): readonly string[] =>
  (run('systemctl', ['list-timers', '--all', '--no-legend', '--no-pager'], 5) ?? '')
    .split('\n')
    .flatMap((line) => /\S+\.timer/.exec(line)?.[0] ?? [])
    .filter((name) => MENTION.test(name));
