// nginx: shows and tests its configuration, tells the running one to read it again, or serves.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { MAIN, readAll, serversOf } from '../nginx/parse.mjs';
import { listen } from '../nginx/serve.mjs';

const PID_FILE = '/run/nginx.pid';
const SIGNALS = { reload: 'SIGHUP', stop: 'SIGTERM', quit: 'SIGQUIT' };
const argv = process.argv.slice(2);
const say = (text) => process.stderr.write(`${text}\n`);

function read() {
  try {
    return readAll();
  } catch (error) {
    say(`nginx: [emerg] ${error.message}`);
    say(`nginx: configuration file ${MAIN} test failed`);
    return undefined;
  }
}

function test(shows) {
  const found = read();
  if (!found) return 1;
  say(`nginx: the configuration file ${MAIN} syntax is ok`);
  say(`nginx: configuration file ${MAIN} test is successful`);
  if (shows) for (const { file, text } of found.files) process.stdout.write(`# configuration file ${file}:\n${text}\n`);
  return 0;
}

function signal(name) {
  if (!SIGNALS[name]) return say(`nginx: invalid option: "-s ${name}"`) || 1;
  if (!read()) return 1;
  try {
    process.kill(Number(readFileSync(PID_FILE, 'utf8')), SIGNALS[name]);
    return 0;
  } catch {
    say(`nginx: [error] open() "${PID_FILE}" failed (2: No such file or directory)`);
    return 1;
  }
}

async function run() {
  const found = read();
  if (!found) process.exit(1);
  let close = await listen(serversOf(found.directives));
  writeFileSync(PID_FILE, `${process.pid}\n`);
  process.on('SIGHUP', () => {
    const next = read();
    if (next) void close().then(async () => (close = await listen(serversOf(next.directives))));
  });
  for (const name of ['SIGTERM', 'SIGQUIT', 'SIGINT'])
    process.on(name, () => {
      rmSync(PID_FILE, { force: true });
      process.exit(0);
    });
}

if (argv.includes('-v') || argv.includes('-V')) say('nginx version: nginx/1.24.0 (Ubuntu)');
else if (argv.includes('-T') || argv.includes('-t')) process.exitCode = test(argv.includes('-T'));
else if (argv.includes('-s')) process.exitCode = signal(argv[argv.indexOf('-s') + 1]);
else await run();
