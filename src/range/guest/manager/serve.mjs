// The managers' sockets, at the paths of the real ones: systemctl finds them by its environment, or does not.
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../make-folder.mjs';
import { Manager } from './manager.mjs';
import { scopes } from './scope.mjs';
import { systemctl } from './verbs.mjs';

const failed = (error) => ({ code: 1, err: `range: a bug in its service manager: ${error.stack}\n` });

/** Undefined where somebody speaks D-Bus, as the real product does: he is hung up on, as where there is no bus. */
function askedBy(line) {
  try {
    return JSON.parse(line).argv;
  } catch {
    return undefined;
  }
}

function listen(path, manager) {
  makeFolder(dirname(path));
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => {});
    createInterface({ input: socket })
      .on('error', () => {})
      .once('line', (line) => {
        const argv = askedBy(line);
        if (!argv) return void socket.destroy();
        void systemctl(manager, argv)
          .catch(failed)
          .then((answer) => socket.end(`${JSON.stringify(answer)}\n`));
      });
  });
  return new Promise((resolve, reject) => server.once('error', reject).listen(path, resolve));
}

/** Starts what is enabled. The system comes before its users. */
export async function startManagers() {
  for (const scope of [scopes.system, scopes.user]) {
    const manager = new Manager(scope);
    for (const path of scope.sockets) await listen(path, manager);
    await manager.boot();
  }
}
