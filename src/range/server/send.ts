import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpOut } from '../wire/http.ts';
import type { Answer } from './answer.ts';

const HTML = '<html><head><title>502 Bad Gateway</title></head><body>proxy error</body></html>';
const html = (status: number): HttpOut => ({ status, headers: { 'content-type': 'text/html' }, body: HTML });

function write(response: ServerResponse, { status, headers, body }: HttpOut): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** Byte by byte, spread over the given time: keeps an idle timeout quiet and a deadline busy. */
async function trickle(response: ServerResponse, { status, headers, body }: HttpOut, ms: number): Promise<void> {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  const steps = Math.min(20, bytes.length);
  const size = Math.ceil(bytes.length / Math.max(1, steps));
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    response.write(bytes.subarray(at, at + size));
    await sleep(ms / steps, undefined, { ref: false });
  }
  response.end();
}

/** Writes the answer, or spoils it as the fault says. */
export async function send(response: ServerResponse, { response: answer, spoiledBy }: Answer): Promise<void> {
  const ms = spoiledBy?.ms ?? 1000;
  switch (spoiledBy?.kind) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
    case 'html-500':
      return write(response, html(500));
    case 'html-200':
      return write(response, html(200));
    case 'empty-200':
      return write(response, { status: 200, headers: {}, body: '' });
    case 'trickle':
      return trickle(response, answer, ms);
    case 'slow':
      await sleep(ms, undefined, { ref: false });
      return write(response, answer);
    default:
      return write(response, answer);
  }
}
