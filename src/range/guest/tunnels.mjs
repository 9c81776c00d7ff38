// Connections from outside: the range asks for one to an address of this instance, and its bytes go over the same line.
import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';

const known = new Set();

/** So that a program sees who connects, his address is put on this host's loopback, and the connection comes from it. */
function admit(address) {
  if (!known.has(address)) spawnSync('ip', ['address', 'add', `${address}/32`, 'dev', 'lo'], { stdio: 'ignore' });
  known.add(address);
}

/** Orders `open`, `data`, `end` and `drop`; told are `opened`, `refused`, bytes and `closed`. */
export function tunnels(tell) {
  const sockets = new Map();
  const forget = (tunnel, told) => {
    if (sockets.delete(tunnel)) tell({ tunnel, ...told });
  };
  return {
    open({ tunnel, from, address, port }) {
      let isOpen = false;
      admit(from);
      const socket = connect({ host: address, port, localAddress: from, allowHalfOpen: true });
      sockets.set(tunnel, socket);
      socket
        .on('connect', () => {
          isOpen = true;
          tell({ tunnel, opened: true });
        })
        .on('data', (bytes) => tell({ tunnel, bytes: bytes.toString('base64') }))
        .on('end', () => tell({ tunnel, ended: true }))
        .on('error', ({ code }) => forget(tunnel, isOpen ? { closed: true } : { refused: code }))
        .on('close', () => forget(tunnel, { closed: true }));
    },
    data({ tunnel, bytes }) {
      sockets.get(tunnel)?.write(Buffer.from(bytes, 'base64'));
    },
    end({ tunnel }) {
      sockets.get(tunnel)?.end();
    },
    drop({ tunnel }) {
      const socket = sockets.get(tunnel);
      sockets.delete(tunnel);
      socket?.destroy();
    },
  };
}
