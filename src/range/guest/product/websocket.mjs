// The opening handshake of RFC 6455, and a session that stays open until one side ends.
import { createHash } from 'node:crypto';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const frame = (opcode, payload) => Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload]);

export const reject = (socket) =>
  socket.end(
    'HTTP/1.1 401 Unauthorized\r\ncontent-type: text/plain\r\ncontent-length: 12\r\nconnection: close\r\n\r\nUnauthorized',
  );

/** Says hello, answers a ping with a pong, and ends when the other side does. */
export function accept(request, socket) {
  const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${GUID}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${key}\r\n\r\n`,
  );
  socket.write(frame(1, Buffer.from(JSON.stringify({ type: 'event', event: 'hello-ok' }))));
  socket.on('data', (bytes) => {
    const opcode = (bytes[0] ?? 0) & 0x0f;
    if (opcode === 8) socket.end(frame(8, Buffer.alloc(0)));
    if (opcode === 9) socket.write(frame(10, Buffer.alloc(0)));
  });
}
