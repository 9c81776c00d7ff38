// The SSM agent of a simulated instance, and what else runs from its boot on. It talks to the range over its stdin and
// stdout, one JSON object a line; when the range dies, stdin ends, this process ends, process 1 ends with it, and the
// kernel ends all others.
import { createInterface } from 'node:readline';
import { asks } from './asks.mjs';
import { runScript } from './run-script.mjs';
import { furnish, settle } from './furnish.mjs';
import { startManagers } from './manager/serve.mjs';
import { tunnels } from './tunnels.mjs';

process.title = '/snap/amazon-ssm-agent/current/amazon-ssm-agent';

const running = new Map();
const tell = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

async function boot({ image }) {
  const isFirst = await furnish(image);
  await startManagers();
  if (isFirst) await settle(image);
  tell({ ready: true });
}

const orders = {
  furnish: (order) => void boot(order),
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
  ...tunnels(tell),
  ...asks(tell),
};

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const order = JSON.parse(line);
    orders[order.op](order);
  })
  .on('close', () => process.exit(0));
