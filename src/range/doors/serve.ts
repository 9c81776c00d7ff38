/**
 * Doors on the range's own port: a request in absolute form, as a client sends to a proxy, is somebody on the internet.
 * It needs no credentials, and reaches nothing but guests.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Simulation } from '../server/simulation.ts';
import { knockOn, wayOf, type HostWay, type Knock } from './knock.ts';

export const isForDoor = (url = ''): boolean => /^https?:\/\//i.test(url);

function knockOf({ url = '', method = 'GET', headers }: IncomingMessage, body?: Buffer): Knock {
  const texts = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  const from = headers['x-range-from'];
  return {
    url,
    method,
    headers: Object.fromEntries(texts) as Record<string, string>,
    ...(body && { body }),
    ...(typeof from === 'string' && { from }),
  };
}

const OWN = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/** A closed door closes the connection; behind a filter there is silence, until the client gives up. */
export async function serveDoor(simulation: Simulation, message: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const knocked = await knockOn(simulation, knockOf(message, Buffer.concat(chunks)));
  if (knocked.is === 'filtered') return;
  if (knocked.is === 'unknown') {
    // As a proxy says it: there is no such name. Told apart from what a door itself might say.
    response.writeHead(502, { 'x-range': 'no such name' }).end();
    return;
  }
  if (knocked.is !== 'answered') {
    response.destroy();
    return;
  }
  const headers = Object.entries(knocked.headers).filter(([name]) => !OWN.has(name));
  response.writeHead(knocked.status, Object.fromEntries(headers)).end(knocked.body);
}

/** Everything after the handshake is bytes in both directions. */
async function join(simulation: Simulation, way: HostWay, message: IncomingMessage, socket: Duplex): Promise<void> {
  const { pathname, search, host } = new URL(message.url ?? '');
  const tunnel = await simulation.hosts.open(way.instanceId, way);
  const headers = { host, ...way.headers, connection: 'Upgrade', upgrade: message.headers.upgrade ?? 'websocket' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  tunnel.write(`${message.method} ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`);
  socket.on('error', () => tunnel.destroy()).on('close', () => tunnel.destroy());
  tunnel.on('close', () => socket.destroy());
  tunnel.pipe(socket).pipe(tunnel);
}

/** A WebSocket through a door. Existing ones outlive a change of the groups, as tracked connections do. */
export function upgradeDoor(simulation: Simulation, message: IncomingMessage, socket: Duplex): void {
  if (!isForDoor(message.url)) {
    socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
    return;
  }
  const way = wayOf(simulation, knockOf(message));
  if (way.is === 'filtered') return;
  if (way.is === 'host')
    simulation.inBackground(join(simulation, way, message, socket).catch(() => void socket.destroy()));
  else socket.destroy();
}

export function refuseConnect(socket: Duplex): void {
  socket.end('HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
}
