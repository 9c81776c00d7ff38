// How the command line talks to a running gateway: with the token that it finds itself, which may not be the gateway's.
import { request } from 'node:http';
import { resolveAuth } from './auth.mjs';
import { effectiveConfig } from './config.mjs';
import { fromEnvironment } from './place.mjs';

export function portOf({ generation, place, flags }) {
  let config = {};
  try {
    config = effectiveConfig(place);
  } catch {
    // The port is then the usual one.
  }
  return Number(flags.port ?? fromEnvironment(generation, 'GATEWAY_PORT') ?? config.gateway?.port ?? 18_789);
}

function post(port, path, headers, body) {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method: body === undefined ? 'GET' : 'POST', headers, timeout: 3000 },
      (response) => {
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', (data) => (text += data))
          .on('end', () => resolve({ status: response.statusCode, text }));
      },
    );
    sent
      .on('error', reject)
      .on('timeout', () => sent.destroy(new Error('timeout')))
      .end(body);
  });
}

export const isUp = (port) =>
  post(port, '/healthz', {}).then(
    () => true,
    () => false,
  );

/** Undefined where no gateway listens. Throws where it refuses. */
export async function ask(run, method, params = {}) {
  const { token, password } = resolveAuth(run.generation, effectiveConfig(run.place), run.flags);
  const headers = { authorization: `Bearer ${token ?? password ?? ''}`, 'content-type': 'application/json' };
  let answer;
  try {
    answer = await post(portOf(run), '/rpc', headers, JSON.stringify({ method, params }));
  } catch (error) {
    if (error.code === 'ECONNREFUSED') return undefined;
    throw new Error(`gateway timeout: ${error.message}`, { cause: error });
  }
  if (answer.status === 401)
    throw new Error(
      'gateway closed (1008): unauthorized: gateway token mismatch (set gateway.remote.token to match gateway.auth.token)',
    );
  const body = JSON.parse(answer.text);
  if (answer.status !== 200) throw new Error(body.error?.message ?? `gateway answered ${answer.status}`);
  return body;
}
