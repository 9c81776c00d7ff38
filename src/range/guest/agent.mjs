// Process 1 of a simulated instance, in the place of the SSM agent. It talks to the range over its stdin and stdout, one
// JSON object a line; when the range dies, stdin ends, this process ends, and the kernel ends all others with it.
import { createInterface } from 'node:readline';
import { runScript } from './run-script.mjs';
import { furnish } from './furnish.mjs';

process.title = '/snap/amazon-ssm-agent/current/amazon-ssm-agent';

const running = new Map();
const tell = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

const orders = {
  run({ id, script, timeoutMs }) {
    const { cancel, done } = runScript(id, script, timeoutMs);
    running.set(id, cancel);
    void done.then((ran) => {
      running.delete(id);
      tell({ id, ran });
    });
  },
  cancel({ id }) {
    running.get(id)?.();
  },
  off() {
    process.exit(0);
  },
};

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const order = JSON.parse(line);
    if (order.op === 'furnish') void furnish(order.image).then(() => tell({ ready: true }));
    else orders[order.op](order);
  })
  .on('close', () => process.exit(0));
