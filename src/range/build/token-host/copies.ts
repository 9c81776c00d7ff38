/** Files with a copy of the token, as the sample stack's setup leaves them. */
import type { HostFile } from '../../hosts/image.ts';
import type { Installation } from './installation.ts';

export function copies({ product, state, config, port, secret }: Installation, configText: string): HostFile[] {
  const url = `http://localhost:${port}/?token=${secret}`;
  return [
    { path: `${config}.bak`, text: configText, mode: 0o600 },
    { path: `${state}/gateway_token.txt`, text: `${secret}\n`, mode: 0o600 },
    { path: `${state}/setup_status.txt`, text: 'COMPLETE\n' },
    {
      path: `${state}/ACCESS_INSTRUCTIONS.txt`,
      text: `1. Run ssm-portforward.sh on your machine\n2. Open ${url}\n`,
      mode: 0o600,
    },
    {
      path: '/home/ubuntu/ssm-portforward.sh',
      text: `#!/bin/bash\naws ssm start-session --target "$1" --document-name AWS-StartPortForwardingSession --parameters '{"portNumber":["${port}"],"localPortNumber":["${port}"]}'\n# then open ${url}\n`,
      mode: 0o755,
    },
    {
      path: `/var/log/${product}-setup.log`,
      text: `[setup] installing ${product}\n[setup] gateway token: ${secret}\n[setup] done\n`,
      mode: 0o640,
    },
  ];
}

/** `.env`, and what references to secrets point to. */
export function secretFiles({ state, holds, variable, secret }: Installation, openrouterKey: string): HostFile[] {
  const token = holds === 'dotenv' ? `${variable}=${secret}\n` : '';
  return [
    { path: `${state}/.env`, text: `OPENROUTER_API_KEY=${openrouterKey}\n${token}`, mode: 0o600 },
    ...(holds === 'ref-file'
      ? [
          {
            path: `${state}/secrets.json`,
            text: `${JSON.stringify({ gateway: { token: secret } }, null, 2)}\n`,
            mode: 0o600,
          },
        ]
      : []),
    ...(holds === 'ref-exec'
      ? [
          {
            path: '/opt/vault/get',
            text: '#!/bin/sh\n# prints a secret of the host\'s vault\nexec cat "/opt/vault/values/$1"\n',
            mode: 0o755,
          },
          { path: '/opt/vault/values/gateway-token', text: `${secret}\n`, mode: 0o600 },
        ]
      : []),
  ];
}
