// Questions of this host's programs to AWS: aws(1) asks here, and the range answers over the same line.
import { createServer } from 'node:net';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const SOCKET = '/run/range-aws.sock';

/** The order `told` brings an answer. */
export function asks(tell) {
  const waiting = new Map();
  let count = 0;
  rmSync(SOCKET, { force: true });
  createServer((socket) => {
    socket.on('error', () => {});
    createInterface({ input: socket })
      .on('error', () => {})
      .once('line', (line) => {
        count += 1;
        waiting.set(String(count), (answer) => socket.end(`${JSON.stringify(answer)}\n`));
        tell({ ask: String(count), call: JSON.parse(line) });
      });
  }).listen(SOCKET);
  return {
    told({ ask, answer }) {
      waiting.get(ask)?.(answer);
      waiting.delete(ask);
    },
  };
}
