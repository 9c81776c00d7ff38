import { request } from 'node:http';

/** Status of one request to this host's loopback; 0 where nothing answered. A rate limit is waited for, shortly. */
const ask = async (port: number, path: string, token: string | undefined, tries = 4): Promise<number> => {
  for (let left = tries; ; left -= 1) {
    const status = await once(port, path, token);
    if (status !== 429 || left <= 1) return status;
    await pause(700);
  }
};
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const BODY = JSON.stringify({ tool: 'sessions_list', action: 'json', args: {} });
const once = (port: number, path: string, token: string | undefined): Promise<number> =>
  new Promise((resolve) => {
    const isPost = token !== undefined;
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: isPost ? 'POST' : 'GET',
        timeout: 4_000,
        agent: false,
        headers: isPost
          ? { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': BODY.length }
          : {},
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('error', () => resolve(0));
    sent.on('timeout', () => sent.destroy());
    sent.end(isPost ? BODY : undefined);
  });
/** What the product answers to: it does nothing but list. 401 = refused, 200 or 404 = let in. */
export const knock = (port: number, token: string): Promise<number> => ask(port, '/tools/invoke', token);
export const isReady = async (port: number): Promise<boolean> => {
  const status = await ask(port, '/readyz', undefined);
  if (status === 200) return true;
  // Older ones have no such path, and answer the rest once they listen.
  return status !== 0 && status !== 503 && (await knock(port, 'none')) !== 0;
};
