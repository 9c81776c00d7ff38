import type { Installation } from './installation.ts';
import type { Neighbours } from './secrets.ts';

const REF_ID = { 'ref-env': 'GATEWAY_TOKEN', 'ref-file': '/gateway/token', 'ref-exec': 'gateway-token' } as const;
const SOURCE = { 'ref-env': 'env', 'ref-file': 'file', 'ref-exec': 'exec' } as const;
const PROVIDER = { 'ref-env': 'default', 'ref-file': 'tokens', 'ref-exec': 'vault' } as const;

/** What stands at `gateway.auth.token`; undefined where the token lives elsewhere only. */
function tokenValue({ holds, secret, variable }: Installation): unknown {
  if (holds === 'unit') return undefined;
  if (holds === 'dotenv') return `\${${variable}}`;
  if (holds === 'file' || holds === 'file-and-unit') return secret;
  return { source: SOURCE[holds], provider: PROVIDER[holds], id: REF_ID[holds] };
}

function secretsOf({ holds, state }: Installation): object | undefined {
  if (holds === 'ref-file')
    return { providers: { tokens: { source: 'file', path: `${state}/secrets.json`, mode: 'json' } } };
  if (holds === 'ref-exec')
    return {
      providers: { vault: { source: 'exec', command: '/opt/vault/get', args: ['gateway-token'], jsonOnly: false } },
    };
  return undefined;
}

function authOf(one: Installation): object {
  const { mode, secret, allowTailscale } = one;
  const tailscale = allowTailscale ? { allowTailscale } : {};
  if (mode === 'none') return { mode };
  if (mode === 'password') return { mode, password: secret };
  const token = tokenValue(one);
  return { mode, ...(token !== undefined && { token }), ...tailscale };
}

/** The config, as plain JSON. */
function configOf(one: Installation, { anthropicKey, telegramToken, hooksToken }: Neighbours): object {
  const { port, bind, mode, holds, secret, allowTailscale } = one;
  const holdsText = holds === 'file' || holds === 'file-and-unit';
  const secrets = secretsOf(one);
  return {
    agents: { defaults: { model: { primary: 'amazon-bedrock/us.anthropic.claude-sonnet-4-5' } } },
    gateway: {
      mode: 'local',
      port,
      bind,
      auth: authOf(one),
      ...(mode === 'token' && holdsText && { remote: { token: secret } }),
      ...(allowTailscale && { tailscale: { mode: 'serve' } }),
      controlUi: { enabled: true, dangerouslyDisableDeviceAuth: true },
      trustedProxies: ['127.0.0.1', '10.0.0.0/16'],
    },
    hooks: { enabled: true, path: '/hooks', token: hooksToken },
    channels: { telegram: { enabled: true, botToken: telegramToken } },
    models: { providers: { anthropic: { baseUrl: 'https://api.anthropic.com', apiKey: anthropicKey } } },
    ...(secrets && { secrets }),
  };
}

/** As a person writes it: JSON5, with remarks, single quotes, bare keys and trailing commas. */
function withRemarks(json: string): string {
  return json
    .replace('{\n', '{\n  // gateway of the platform team; ask dana before changing anything here\n')
    .replace(/^(\s+)"([A-Za-z]\w*)":/gm, '$1$2:')
    .replace(/^(\s+)token: "([^"]*)"/m, "$1/* rotated last: never */\n$1token: '$2'")
    .replace(/([^,{[\s])\n(\s*[}\]])/g, '$1,\n$2');
}

export function configText(one: Installation, beside: Neighbours): string {
  const json = `${JSON.stringify(configOf(one, beside), null, 2)}\n`;
  return one.comments ? withRemarks(json) : json;
}
