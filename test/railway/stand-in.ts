// Stands in for the railway program, 5.43.1: the same words, flags, exit codes and answers, for what the playbook asks it.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { answersTo, Refused } from './answers.ts';
import { changeWorld, readWorld, record } from './world.ts';

const home = process.env['HOME'] ?? '';
const argv = process.argv.slice(2);
const fail = (says: string, exit = 1): never => {
  process.stderr.write(`${says}\n`);
  return process.exit(exit);
};

const { values, positionals } = parseArgs({ args: argv, strict: false, allowPositionals: true });
const input = values['stdin'] === true ? readFileSync(0, 'utf8') : '';
record(home, { args: argv, input, env: process.env as Record<string, string> });

/** `variable set`, and for `api` the name of its operation. */
const name =
  positionals[0] === 'api'
    ? `api ${/(?:query|mutation) (\w+)/.exec(positionals[1] ?? '')?.[1] ?? ''}`
    : positionals.slice(0, positionals[0] === 'logs' ? 1 : 2).join(' ');
const word =
  name.startsWith('variable set') || name.startsWith('variable list') ? name.split(' ').slice(0, 2).join(' ') : name;

const isLast = changeWorld(home, ({ kill }) => kill !== undefined && word === kill.command && (kill.at -= 1) === 0);
const killNow = (when: 'before' | 'after'): void => {
  if (isLast && readWorld(home).kill?.when === when) process.kill(process.ppid, 'SIGKILL');
};

killNow('before');
const fault = changeWorld(home, ({ faults }) => {
  const found = faults.find(({ command, times }) => times > 0 && word.startsWith(command));
  if (found) found.times -= 1;
  return found;
});
if (fault) fail(fault.says, fault.exit);
const { version, loggedIn, linked } = readWorld(home);
if (values['version'] === true) {
  process.stdout.write(`railway ${version}\n`);
} else {
  const isOld = Number(version.split('.')[0]) < 5;
  if (isOld && positionals[0] === 'api') fail("error: unrecognized subcommand 'api'\n\nUsage: railway <COMMAND>", 2);
  if (!loggedIn) fail('Unauthorized. Please login with `railway login`');
  if (!linked && values['project'] === undefined && positionals[0] !== 'whoami' && positionals[0] !== 'api')
    fail(
      'No linked project found. Run railway link to connect to a project\n  → Run `railway link` to connect to a project.',
    );
  try {
    const given = values as Readonly<Record<string, string | undefined>>;
    const answer = changeWorld(home, (world) => answersTo(world, word, { given, positionals, input }));
    process.stdout.write(`${answer}\n`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.answer !== undefined) process.stdout.write(`${error.answer}\n`);
    fail(error.message);
  }
}
killNow('after');
