import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { isForDoor, refuseConnect } from '../doors/serve.ts';
import type { HttpIn } from '../wire/http.ts';
import type { Answer } from './answer.ts';
import { send } from './send.ts';

async function readRequest(message: IncomingMessage): Promise<HttpIn> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const url = new URL(message.url ?? '/', 'http://range');
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(message.headers))
    headers[name] = Array.isArray(value) ? value.join(',') : value;
  const method = message.method ?? 'GET';
  return { method, path: url.pathname, query: url.searchParams, headers, body: Buffer.concat(chunks) };
}

interface Options {
  readonly port: number;
  readonly latencyMs: number;
  readonly handle: (request: HttpIn) => Answer | Promise<Answer>;
  /** The internet: requests in absolute form. */
  readonly doors?: Doors;
}

export interface Doors {
  serve(message: IncomingMessage, response: ServerResponse): Promise<void>;
  upgrade(message: IncomingMessage, socket: Duplex): void;
}

export interface Listening {
  readonly server: Server;
  readonly port: number;
  readonly closeConnections: () => void;
}

/** Listens on loopback only. There is no control plane here: AWS answers, and the doors of its guests. */
export async function listen({ port, latencyMs, handle, doors }: Options): Promise<Listening> {
  const serve = async (message: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(message);
    if (latencyMs > 0) await sleep(latencyMs);
    await send(response, await handle(request));
  };
  const server = createServer((message, response) => {
    const work = doors && isForDoor(message.url) ? doors.serve(message, response) : serve(message, response);
    work.catch(() => response.destroy());
  });
  // The server no longer knows a connection that was upgraded, but waits for it when it closes.
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (message, socket) => {
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket)).on('error', () => {});
    if (doors) doors.upgrade(message, socket);
    else socket.destroy();
  });
  server.on('connect', (_message, socket) => refuseConnect(socket));
  // Longer than any pause of a drill: a kept connection that is closed in the wrong moment looks like a reset.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const closeConnections = () => {
    server.closeAllConnections();
    for (const socket of upgraded) socket.destroy();
  };
  return { server, closeConnections, port: (server.address() as AddressInfo).port };
}
