// The gateway's HTTP: who is let in, and what is answered.
import { admit } from './auth.mjs';
import { clientIp } from './client-ip.mjs';
import { deviceChanges, deviceList } from './devices.mjs';

const TOOLS = new Set(['sessions_list', 'sessions_history', 'session_status', 'agents_list', 'memory_search']);
const json = (status, body, headers = {}) => ({
  status,
  body: `${JSON.stringify(body)}\n`,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
});
const unauthorized = json(401, { error: { message: 'Unauthorized', type: 'unauthorized' } });
const limited = (seconds) =>
  json(
    429,
    { error: { message: 'Too many failed authentication attempts. Please try again later.', type: 'rate_limited' } },
    { 'retry-after': String(seconds) },
  );
const page = (title) =>
  `<!doctype html><html><head><title>${title} Control</title></head><body><clawdbot-app></clawdbot-app></body></html>\n`;

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const parsed = (text) => {
  try {
    return JSON.parse(text || '{}');
  } catch {
    return undefined;
  }
};

function invoke(text) {
  const body = parsed(text);
  if (!body?.tool)
    return json(400, { ok: false, error: { type: 'invalid_request', message: 'tools.invoke requires body.tool' } });
  if (!TOOLS.has(body.tool))
    return json(404, { ok: false, error: { type: 'not_found', message: `Tool not available: ${body.tool}` } });
  const details = { count: 1, sessions: [{ key: 'agent:main:main', kind: 'other', channel: 'telegram' }] };
  return json(200, { ok: true, result: { content: [{ type: 'text', text: JSON.stringify(details) }], details } });
}

/** What the CLI asks of a running gateway; over a WebSocket in the real one. */
function rpc(gateway, text) {
  const { method = '', params = {} } = parsed(text) ?? {};
  const [family, name] = method.split('.');
  try {
    if (method === 'devices.list') return json(200, deviceList(gateway.place));
    if (family === 'devices' && deviceChanges[name]) return json(200, deviceChanges[name](gateway.place, params));
    if (method === 'secrets.reload') return json(200, gateway.reloadSecrets());
    return json(404, { error: { message: `unknown method: ${method}` } });
  } catch (error) {
    return json(400, { error: { message: error.message } });
  }
}

/** Paths that need a credential, and what they do with it. */
const GUARDED = {
  'POST /tools/invoke': (_gateway, text) => invoke(text),
  'POST /rpc': rpc,
  'POST /v1/chat/completions': () =>
    json(200, { object: 'chat.completion', choices: [{ message: { role: 'assistant', content: 'ok' } }] }),
};

function hook({ config, isReady }, request) {
  const token = config.hooks?.enabled ? config.hooks.token : undefined;
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? request.headers['x-openclaw-token'];
  if (!token) return json(404, { error: { message: 'Not Found' } });
  if (given !== token) return unauthorized;
  return isReady ? json(200, { ok: true }) : json(503, { error: { message: 'starting' } });
}

/** The answer to one request, and how it was let in. */
export async function answer(gateway, request) {
  const { pathname } = new URL(request.url, 'http://gateway');
  const { generation, isReady, limiter } = gateway;
  const ip = clientIp(request, gateway.config.gateway?.trustedProxies);
  if (pathname === '/healthz' || pathname === '/health')
    return { ip, answered: json(200, { ok: true, status: 'live' }) };
  if (pathname === '/readyz' || pathname === '/ready')
    return { ip, answered: json(isReady ? 200 : 503, { ready: isReady }) };
  if (pathname.startsWith('/hooks/')) return { ip, answered: hook(gateway, request) };
  const guarded = GUARDED[`${request.method} ${pathname}`];
  if (!guarded) {
    if (request.method === 'GET' && pathname === '/')
      return {
        ip,
        answered: {
          status: 200,
          body: page(generation.title),
          headers: { 'content-type': 'text/html; charset=utf-8' },
        },
      };
    return { ip, answered: json(GUARDED[`POST ${pathname}`] ? 405 : 404, { error: { message: 'Not Found' } }) };
  }
  if (!isReady)
    return {
      ip,
      answered: json(503, { error: { message: 'gateway starting', type: 'unavailable' } }, { 'retry-after': '1' }),
    };
  const wait = limiter.waitOf(ip);
  if (wait) return { ip, answered: limited(wait), kind: 'limited' };
  const kind = admit(gateway, request);
  if (!kind) {
    limiter.failed(ip);
    return { ip, answered: unauthorized };
  }
  if (kind !== 'device-token') limiter.letIn(ip);
  return { ip, kind, answered: guarded(gateway, await bodyOf(request)) };
}
