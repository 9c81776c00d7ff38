// Puts on the instance what the scenario wants found there: files, processes, connections, logins.
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { writeLogins } from './logins.mjs';
import { makeFolder } from './make-folder.mjs';

function writeFile({ path, text, mode = 0o644 }) {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  writeFileSync(path, text, { mode });
}

/** There too, where /bin is a folder of its own. */
const SLEEP = existsSync('/usr/bin/sleep') ? '/usr/bin/sleep' : '/bin/sleep';

/** The far end of a connection: the address is one of this instance's own, see init.sh. */
function listen({ address, port }) {
  return new Promise((resolve) => {
    createServer((socket) => socket.on('error', () => {}))
      .on('error', resolve)
      .listen(port, address, resolve);
  });
}

/**
 * A process with a program file, a command line and perhaps an open connection. The program is a copy of sleep(1); bash
 * opens the connection, which sleep inherits, and gives it the command line.
 */
function startProcess({ program, commandLine, connectsTo }) {
  makeFolder(dirname(program));
  copyFileSync(SLEEP, program);
  const connect = connectsTo ? `exec 3<>/dev/tcp/${connectsTo.address}/${connectsTo.port};` : '';
  spawn('bash', ['-c', `${connect} exec -a "$1" "$2" infinity`, 'bash', commandLine, program], {
    cwd: dirname(program),
    detached: true,
    stdio: 'ignore',
  });
}

export async function furnish({ files = [], processes = [], logins = [] }) {
  for (const file of files) writeFile(file);
  writeLogins(logins);
  for (const process of processes) {
    if (process.connectsTo) await listen(process.connectsTo);
    startProcess(process);
  }
}
