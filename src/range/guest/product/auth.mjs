// Who may talk to the gateway. Resolved once, when it starts; that is what makes a rotation need a restart.
import { fromEnvironment } from './place.mjs';
import { resolveSecret } from './secret-refs.mjs';
import { holderOf } from './devices.mjs';

const chosen = (generation, inFile, inEnvironment) =>
  generation.environmentFirst ? (inEnvironment ?? inFile) : (inFile ?? inEnvironment);

/** The command line wins; then the file or the environment, by generation. */
export function resolveAuth(generation, config, flags = {}) {
  const auth = config.gateway?.auth ?? {};
  const secret = (name, environment) => {
    const outer = fromEnvironment(generation, environment);
    // A reference that the environment overrides is not looked up.
    if (generation.environmentFirst && outer) return outer;
    return chosen(generation, resolveSecret(auth[name], config, `gateway.auth.${name}`), outer);
  };
  const token = flags.token ?? secret('token', 'GATEWAY_TOKEN');
  const password = flags.password ?? secret('password', 'GATEWAY_PASSWORD');
  const mode = flags.auth ?? auth.mode ?? (password && !token ? 'password' : 'token');
  const allowTailscale = auth.allowTailscale ?? config.gateway?.tailscale?.mode === 'serve';
  const [variable] = generation.env.GATEWAY_TOKEN;
  if (mode === 'token' && !token && !allowTailscale)
    throw new Error(`gateway auth mode is token, but no token was configured (set gateway.auth.token or ${variable})`);
  if (mode === 'password' && !password)
    throw new Error('gateway auth mode is password, but no password was configured');
  return { mode, token, password, allowTailscale };
}

const bearerOf = ({ headers, url }) =>
  /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1] ??
  new URL(url, 'http://gateway').searchParams.get('token') ??
  undefined;

const isLoopback = (address = '') =>
  address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');

/**
 * The kind of credential which lets a request in, or undefined. The current product takes a device's own token on a
 * WebSocket only.
 */
export function admit({ auth, place, generation }, request) {
  if (auth.mode === 'none') return 'none';
  const given = bearerOf(request);
  if (auth.mode === 'token' && given !== undefined && given === auth.token) return 'token';
  if (auth.mode === 'password' && given !== undefined && given === auth.password) return 'password';
  const takesDevices = !generation.isCurrent || request.headers.upgrade !== undefined;
  if (takesDevices && given !== undefined && holderOf(place, given)) return 'device-token';
  const login = request.headers['tailscale-user-login'];
  if (auth.allowTailscale && login && isLoopback(request.socket.remoteAddress)) return 'tailscale';
  return undefined;
}
