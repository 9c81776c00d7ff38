/** Somebody on the internet sends a request to an address of this cloud. */
import { request as send, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Simulation } from '../server/simulation.ts';
import type { HttpOut } from '../wire/http.ts';
import { findWay } from './find-way.ts';
import type { Packet, Way } from './way.ts';

/** The responder's office. */
const OFFICE = '203.0.113.44';

export interface Knock {
  /** `http://203.0.113.25:18789/tools/invoke`; https stands for a TLS door. */
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** The address it comes from; the office's where left out. */
  readonly from?: string;
  /** As the opening of a WebSocket, which is closed again at once: 101 where it is let in. */
  readonly isWebSocket?: boolean;
}

export type Knocked =
  | { readonly is: 'answered'; readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }
  /** Nobody listens there. */
  | { readonly is: 'refused' }
  /** No answer will ever come. */
  | { readonly is: 'filtered' }
  | { readonly is: 'unknown' };

export type HostWay = Extract<Way, { is: 'host' }>;

const LOST = new Set(['connection', 'proxy-connection', 'x-range-from', 'keep-alive', 'transfer-encoding', 'upgrade']);
const OPENING = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'cmFuZ2UgcmFuZ2UgcmFuZw==',
};
const IP = /^\d{1,3}(\.\d{1,3}){3}$/;

function packetOf({ url, headers = {}, from }: Knock): Packet {
  const { hostname, port, protocol } = new URL(url);
  const address = from !== undefined && IP.test(from) ? from : OFFICE;
  const kept = Object.entries(headers).filter(([name]) => !LOST.has(name.toLowerCase()));
  return {
    host: hostname,
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
    source: { address },
    headers: Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), value])),
    proxies: [],
  };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const said = ({ status, headers, body }: HttpOut): Knocked => ({
  is: 'answered',
  status,
  headers,
  body: Buffer.from(body),
});

/** Sends it to the host. A proxy in between makes an answer of a refusal. */
async function pass(simulation: Simulation, way: HostWay, knock: Knock): Promise<Knocked> {
  const { pathname, search, host } = new URL(knock.url);
  let socket;
  try {
    socket = await simulation.hosts.open(way.instanceId, way);
  } catch {
    const nearest = way.proxies.at(-1);
    return nearest ? said(nearest.refused) : { is: 'refused' };
  }
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const headers = { host, ...way.headers, ...(knock.isWebSocket ? OPENING : { connection: 'close' }) };
  const options = { method: knock.method ?? 'GET', path: pathname + search, headers, createConnection: () => socket };
  send(options, resolve).on('upgrade', resolve).on('error', reject).end(knock.body);
  try {
    const message = await promise;
    const { statusCode: status = 0 } = message;
    if (status === 101) return { is: 'answered', status, headers: message.headers, body: Buffer.alloc(0) };
    return {
      is: 'answered',
      status,
      headers: message.headers,
      body: await bodyOf(message),
    };
  } catch {
    const nearest = way.proxies.at(-1);
    return nearest ? said(nearest.refused) : { is: 'refused' };
  } finally {
    socket.destroy();
  }
}

/** Without namespaces there is nobody to ask; an answer that says so is better than a closed door. */
function cannot(simulation: Simulation): HttpOut | undefined {
  const { why } = simulation.hosts;
  if (why === undefined) return undefined;
  return { status: 501, headers: { 'content-type': 'text/plain' }, body: `The range runs no hosts here: ${why}\n` };
}

export function wayOf({ world }: Simulation, knock: Knock): Way {
  return findWay(world, packetOf(knock));
}

export async function knockOn(simulation: Simulation, knock: Knock): Promise<Knocked> {
  await simulation.hosts.probe();
  const unable = cannot(simulation);
  const way = wayOf(simulation, knock);
  if (way.is === 'unknown') return { is: 'unknown' };
  if (way.is === 'answer') return said(way.answer);
  const nearest = way.proxies.at(-1);
  if (way.is === 'filtered') return nearest ? said(nearest.filtered) : { is: 'filtered' };
  return unable ? said(unable) : pass(simulation, way, knock);
}
