// A process with a program file, a command line and perhaps an open connection. The program is a copy of sleep(1); bash
// opens the connection, which sleep inherits, and gives it the command line.
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.mjs';

/** There too, where /bin is a folder of its own. */
const SLEEP = existsSync('/usr/bin/sleep') ? '/usr/bin/sleep' : '/bin/sleep';

/** One that waits for a port to be free, and takes it: it answers everything, with 200. */
function startSquatter(program, commandLine, port) {
  copyFileSync('/run/range/squatter.mjs', program);
  spawn('bash', ['-c', 'exec -a "$1" /opt/node/node "$2" "$3"', 'bash', commandLine, program, String(port)], {
    cwd: dirname(program),
    detached: true,
    stdio: 'ignore',
  }).unref();
}

export function startProcess({ program, commandLine, connectsTo, takesPort }) {
  makeFolder(dirname(program));
  if (takesPort) return startSquatter(program, commandLine, takesPort);
  if (!existsSync(program)) copyFileSync(SLEEP, program);
  const connect = connectsTo ? `exec 3<>/dev/tcp/${connectsTo.address}/${connectsTo.port};` : '';
  spawn('bash', ['-c', `${connect} exec -a "$1" "$2" infinity`, 'bash', commandLine, program], {
    cwd: dirname(program),
    detached: true,
    stdio: 'ignore',
  }).unref();
  return undefined;
}
