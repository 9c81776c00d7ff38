import type { IncomingMessage } from 'node:http';
import type { Reach } from './endpoint.ts';

/** One request to a door, as anybody on the internet could send it. */
export interface Knock {
  /** http or https; an https door must prove who it is. */
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  /** Neither of the two: as somebody who knows no secret at all. */
  readonly bearer?: string;
  /** A password that is asked for without a name. */
  readonly password?: string;
  readonly body?: string;
}
/** What came back. */
export type Knocked =
  | { readonly is: 'answered'; readonly status: number; readonly retryAfter?: number }
  /** Nothing listens, or nothing lets it through. */
  | { readonly is: 'closed'; readonly why: string }
  /** Something is there that can't be trusted with a secret, or that can't be found. */
  | { readonly is: 'unknown'; readonly why: string };
export type Outside = (knock: Knock, signal: AbortSignal) => Promise<Knocked>;

const KNOCK_MS = 3_000;
const CLOSED = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'TIMEOUT']);

/**
 * Knocks from where this program runs: what a door says is then an outside probe and not the host's own word. A run that
 * reaches only a named endpoint (the range, in a drill) sends the same request there as to a proxy, and nowhere else.
 */
export const outsideOf =
  ({ endpoint }: Reach): Outside =>
  async ({ url, method = 'POST', bearer, password, body = '' }, signal) => {
    const target = new URL(url);
    const proxy = endpoint === undefined ? undefined : new URL(endpoint);
    const { request } = await (proxy === undefined && target.protocol === 'https:'
      ? import('node:https')
      : import('node:http'));
    const { promise, resolve } = Promise.withResolvers<Knocked>();
    const sent = request(
      {
        host: (proxy ?? target).hostname,
        port: (proxy ?? target).port === '' ? undefined : (proxy ?? target).port,
        path: proxy ? url : `${target.pathname}${target.search}`,
        method,
        agent: false,
        signal: AbortSignal.any([signal, AbortSignal.timeout(KNOCK_MS)]),
        headers: {
          host: target.host,
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
          ...(password === undefined
            ? {}
            : { authorization: `Basic ${Buffer.from(`:${password}`).toString('base64')}` }),
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response: IncomingMessage) => {
        response.resume();
        // Railway’s edge says so where no deployment runs: its 404 is not the gateway’s.
        if (response.headers['x-railway-fallback'] === 'true') return resolve({ is: 'closed', why: 'NOTHING_RUNS' });
        if (proxy && response.headers['x-range'] !== undefined) return resolve({ is: 'unknown', why: 'no such name' });
        const after = Number(response.headers['retry-after']);
        return resolve({
          is: 'answered',
          status: response.statusCode ?? 0,
          ...(Number.isFinite(after) ? { retryAfter: after } : {}),
        });
      },
    );
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const code =
        error.name === 'AbortError' || error.name === 'TimeoutError' ? 'TIMEOUT' : (error.code ?? error.name);
      resolve(CLOSED.has(code) ? { is: 'closed', why: code } : { is: 'unknown', why: code });
    });
    sent.end(body);
    return promise;
  };
