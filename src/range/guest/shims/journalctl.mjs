// journalctl, over what the managers have noted. As root, --user is root's own journal, in which nothing is.
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { fullName } from '../manager/manager.mjs';
import { scopes } from '../manager/scope.mjs';
import { entriesOf, shortLine } from '../manager/tail.mjs';

const UNITS = {
  second: 1e3,
  sec: 1e3,
  s: 1e3,
  minute: 6e4,
  min: 6e4,
  m: 6e4,
  hour: 36e5,
  h: 36e5,
  day: 864e5,
  d: 864e5,
  week: 6048e5,
  w: 6048e5,
};
const fail = (text) => {
  process.stderr.write(`${text}\n`);
  process.exit(1);
};

/** As systemd.time(7) has it: a date, `@seconds`, `-10min`, `10 min ago`, `today`, `yesterday`, `now`. */
function timeOf(text) {
  if (/^@[\d.]+$/.test(text)) return Number(text.slice(1)) * 1000;
  const midnight = new Date().setUTCHours(0, 0, 0, 0);
  const named = { now: Date.now(), today: midnight, yesterday: midnight - UNITS.day }[text];
  if (named !== undefined) return named;
  const [, sign, count, unit] = /^([-+]?)\s*(\d+)\s*([a-z]+?)s?(?:\s+ago)?$/.exec(text) ?? [];
  if (UNITS[unit]) return Date.now() + (sign === '+' ? 1 : -1) * Number(count) * UNITS[unit];
  const zoned = /Z$|[+-]\d\d:?\d\d$|UTC$/.test(text)
    ? text.replace(' UTC', 'Z').replace(' ', 'T')
    : `${text.replace(' ', 'T')}${/\d:\d/.test(text) ? 'Z' : ''}`;
  const parsed = Date.parse(zoned);
  return Number.isNaN(parsed) ? fail(`Failed to parse timestamp: ${text}`) : parsed;
}

const VALUED = {
  '-u': 'unit',
  '--unit': 'unit',
  '--user-unit': 'userUnit',
  '-S': 'since',
  '--since': 'since',
  '-U': 'until',
  '--until': 'until',
  '-o': 'output',
  '--output': 'output',
  '-n': 'lines',
  '--lines': 'lines',
  '-t': 'tag',
  '-p': 'priority',
  '--priority': 'priority',
  '-b': 'boot',
  '-g': 'grep',
  '--grep': 'grep',
};
const PLAIN = new Set([
  '--no-pager',
  '-q',
  '--quiet',
  '--utc',
  '-a',
  '--all',
  '-x',
  '-e',
  '-l',
  '--no-full',
  '--no-hostname',
  '--system',
  '-b',
  '--boot',
]);
const options = {};
const matches = [];

function option(word, next) {
  const [, long, value] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
  if (word === '--user') options.user = true;
  else if (word === '-r' || word === '--reverse') options.reverse = true;
  else if (PLAIN.has(word)) return 0;
  else if (long && VALUED[long]) (options[VALUED[long]] ??= []).push(value);
  else if (VALUED[word]) {
    (options[VALUED[word]] ??= []).push(next ?? '');
    return 1;
  } else if (/^-[unSUo].+/.test(word)) (options[VALUED[word.slice(0, 2)]] ??= []).push(word.slice(2));
  else if (/^-[xeqalr]+[un]?$/.test(word)) return option(`-${word.at(-1)}`, next);
  else if (/^\w+=/.test(word)) matches.push([word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]);
  else fail(`range: journalctl ${word} is not simulated`);
  return 0;
}
const argv = process.argv.slice(2);
for (let at = 0; at < argv.length; at += 1) at += option(argv[at], argv[at + 1]);

const isUbuntu = /Max msgqueue size\s+1000 /.test(readFileSync('/proc/self/limits', 'utf8'));
const since = options.since ? timeOf(options.since.at(-1)) : 0;
const until = options.until ? timeOf(options.until.at(-1)) : Infinity;
const journals = options.user ? (isUbuntu ? [scopes.user] : []) : [scopes.system, scopes.user];
const byUser = [...(options.userUnit ?? []), ...(options.user ? (options.unit ?? []) : [])].map(fullName);
const bySystem = options.user ? [] : (options.unit ?? []).map(fullName);

/** As `-o json` has it, and as matches on the command line name it. */
function fieldsOf({ at, uid, pid, tag, unit, of, text }) {
  const field = of === 'user' ? 'USER_UNIT' : 'UNIT';
  return {
    __REALTIME_TIMESTAMP: String(at * 1000),
    _UID: String(uid),
    _PID: String(pid),
    SYSLOG_IDENTIFIER: tag,
    PRIORITY: '6',
    // What the manager says of a unit is its own: the unit is only named in it.
    ...(tag === 'systemd' ? { [field]: unit } : { [`_SYSTEMD_${field}`]: unit }),
    MESSAGE: text,
  };
}

function isWanted(entry, scope) {
  const { at, tag, text, unit } = entry;
  if (at < since || at > until || (options.tag && !options.tag.includes(tag))) return false;
  if (options.grep && !new RegExp(options.grep.at(-1), 'i').test(text)) return false;
  const fields = fieldsOf(entry);
  if (!matches.every(([name, value]) => fields[name] === value)) return false;
  if (!byUser.length && !bySystem.length) return true;
  return (scope === scopes.user ? byUser : bySystem).includes(unit);
}

const found = journals
  .flatMap((scope) => entriesOf(scope).filter((entry) => isWanted(entry, scope)))
  .toSorted((a, b) => a.at - b.at);
const count = Number(options.lines?.at(-1) ?? Infinity);
const shown = found.slice(Math.max(0, found.length - count));
if (options.reverse) shown.reverse();
const iso = ({ at, tag, pid, text }) =>
  `${new Date(at).toISOString().slice(0, 19)}+00:00 ${hostname()} ${tag}[${pid}]: ${text}`;
const formats = {
  cat: ({ text }) => text,
  json: (entry) => JSON.stringify(fieldsOf(entry)),
  short: (entry) => shortLine(entry, hostname()),
  'short-iso': iso,
};
const format =
  formats[options.output?.at(-1) ?? 'short'] ?? fail(`range: journalctl -o ${options.output?.at(-1)} is not simulated`);
process.stdout.write(shown.length ? `${shown.map(format).join('\n')}\n` : '-- No entries --\n');
