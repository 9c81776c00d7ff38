// The config file: JSON5, with a strict schema.
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

/** What may stand there, as far as scenarios have it; anything else is refused as by the product. */
const KNOWN = {
  '': [
    'meta',
    'env',
    'agents',
    'agent',
    'auth',
    'browser',
    'channels',
    'commands',
    'cron',
    'gateway',
    'hooks',
    'logging',
    'messages',
    'models',
    'plugins',
    'secrets',
    'session',
    'skills',
    'tools',
    'wizard',
    'approvals',
  ],
  gateway: [
    'port',
    'mode',
    'bind',
    'customBindHost',
    'auth',
    'remote',
    'tailscale',
    'controlUi',
    'trustedProxies',
    'reload',
    'http',
    'tools',
    'nodes',
    'allowRealIpFallback',
  ],
  'gateway.auth': ['mode', 'token', 'password', 'allowTailscale', 'rateLimit', 'trustedProxy'],
  'gateway.remote': ['url', 'token', 'password', 'enabled'],
};

const at = (config, path) => path.split('.').reduce((value, key) => (key ? value?.[key] : value), config);

export function problemsOf(config) {
  const isRecord = typeof config === 'object' && config !== null && !Array.isArray(config);
  if (!isRecord) return ['<root>: Expected object'];
  const problems = Object.entries(KNOWN).flatMap(([path, keys]) =>
    Object.keys(at(config, path) ?? {})
      .filter((key) => !keys.includes(key))
      .map((key) => `${path || '<root>'}: Unrecognized key: "${key}"`),
  );
  const { port, bind } = config.gateway ?? {};
  if (port !== undefined && !Number.isInteger(port)) problems.push('gateway.port: Expected number');
  if (bind !== undefined && !['auto', 'lan', 'loopback', 'custom', 'tailnet'].includes(bind))
    problems.push('gateway.bind: Invalid option: expected one of "auto"|"lan"|"loopback"|"custom"|"tailnet"');
  return problems;
}

/** A JSON5 text is an expression of JavaScript; this one is the range's own, and evaluated in the guest. */
export function parse(text) {
  try {
    return structuredClone(runInNewContext(`(${text}\n)`));
  } catch (error) {
    throw new Error(`JSON5 parse failed: ${error.message}`, { cause: error });
  }
}

/** `${NAME}` in any string; `$${` stands for itself. A variable that is not there is an error. */
export function substitute(value, path = '') {
  if (typeof value === 'string')
    return value.replace(/(\$?)\$\{([A-Z_][A-Z0-9_]*)\}/g, (whole, escaped, name) => {
      if (escaped) return whole.slice(1);
      if (process.env[name]) return process.env[name];
      throw new Error(`Missing env var "${name}" referenced at config path: ${path}`);
    });
  if (Array.isArray(value)) return value.map((item, index) => substitute(item, `${path}[${index}]`));
  if (value && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, substitute(item, path ? `${path}.${key}` : key)]),
    );
  return value;
}

export function readConfig({ config: file }) {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return { text: '', raw: {}, exists: false, problems: [] };
    throw error;
  }
  try {
    const raw = parse(text);
    return { text, raw, exists: true, problems: problemsOf(raw) };
  } catch (error) {
    return { text, raw: {}, exists: true, problems: [error.message] };
  }
}

/** What the gateway takes: valid, with variables filled in. */
export function effectiveConfig(place) {
  const { raw, problems } = readConfig(place);
  if (problems.length)
    throw new Error(`Invalid config at ${place.config}:\n${problems.map((one) => `- ${one}`).join('\n')}`);
  return substitute(raw);
}

export const valueAt = at;
