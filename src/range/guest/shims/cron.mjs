// cron: runs the entries of crontabs. A drill has no minutes, so what should run every few minutes runs every few
// seconds (the scenario's `cron.everyMs`); other times never come.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { settings } from '../product/settings.mjs';

const EVERY_MS = settings().cron?.everyMs ?? 3000;
const HOMES = { root: '/root', ubuntu: '/home/ubuntu' };
const OFTEN = /^(\*|\*\/\d+)\s+\*\s+\*\s+\*\s+\*\s+(.*)$/;

const listOf = (folder) => {
  try {
    return readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]);
  } catch {
    return [];
  }
};

/** Lines of a table as commands, with the variables set before them. In /etc/cron.d a user comes first. */
function entriesOf(text, owner) {
  const variables = {};
  return text.split('\n').flatMap((line) => {
    const [, name, value] = /^\s*([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name) variables[name] = value.replace(/^(["'])(.*)\1$/, '$2');
    const [, , rest] = OFTEN.exec(line.trim()) ?? [];
    if (!rest) return [];
    const [user, command] = owner ? [owner, rest] : [rest.split(/\s+/)[0], rest.replace(/^\S+\s+/, '')];
    return [{ user, command, variables: { ...variables } }];
  });
}

function run({ user, command, variables }) {
  const home = HOMES[user];
  if (!home) return;
  process.stdout.write(`(${user}) CMD (${command})\n`);
  const env = {
    PATH: '/run/range/bin:/usr/local/bin:/usr/bin:/bin',
    HOME: home,
    LOGNAME: user,
    SHELL: '/bin/sh',
    ...variables,
  };
  const argv = user === 'ubuntu' ? ['prlimit', '--msgqueue=1000:', '--', 'sh', '-c', command] : ['sh', '-c', command];
  spawn(argv[0], argv.slice(1), { env, cwd: home, stdio: 'ignore', detached: true }).on('error', () => {});
}

setInterval(() => {
  const own = listOf('/var/spool/cron/crontabs').flatMap(([user, text]) => entriesOf(text, user));
  const shared = listOf('/etc/cron.d')
    .filter(([name]) => /^[\w-]+$/.test(name))
    .flatMap(([, text]) => entriesOf(text));
  for (const entry of [...own, ...shared]) run(entry);
}, EVERY_MS);
