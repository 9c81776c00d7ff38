import { versionOf, type Installation } from './installation.ts';
import type { HostFile } from '../../hosts/image.ts';

const assign = (pairs: Readonly<Record<string, string>>): string =>
  Object.entries(pairs)
    .map(([name, value]) => `Environment=${/\s/.test(value) ? `"${name}=${value}"` : `${name}=${value}`}\n`)
    .join('');

/** The current one ends what it has started with it; the older ones did not. */
const POLICY = {
  old: 'Restart=always\nRestartSec=5\nKillMode=process\n',
  current: `StartLimitBurst=10
StartLimitIntervalSec=300
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=330
TimeoutStartSec=30
SuccessExitStatus=0 143
OOMPolicy=continue
KillMode=mixed
`,
};

/** As `gateway install` writes it, once with the token in it. */
function unitText({ product, profile, port, unit, scope, holds, variable, secret, state, mode }: Installation): string {
  const isSystem = scope === 'system';
  const upper = product.toUpperCase();
  const environment = {
    HOME: '/home/ubuntu',
    PATH: '/run/range/bin:/usr/local/bin:/usr/bin:/bin',
    [`${upper}_GATEWAY_PORT`]: String(port),
    ...(holds === 'file-and-unit' && mode !== 'none' && { [variable]: secret }),
    ...(holds === 'ref-env' && { GATEWAY_TOKEN: secret }),
    ...(profile && { [`${upper}_PROFILE`]: profile, [`${upper}_STATE_DIR`]: state }),
    [`${upper}_SYSTEMD_UNIT`]: `${unit}.service`,
    [`${upper}_SERVICE_MARKER`]: product,
    [`${upper}_SERVICE_KIND`]: 'gateway',
    [`${upper}_SERVICE_VERSION`]: versionOf(product),
  };
  return `[Unit]
Description=${product.charAt(0).toUpperCase()}${product.slice(1)} Gateway (v${versionOf(product)})
After=network-online.target
Wants=network-online.target

[Service]
${isSystem ? 'User=ubuntu\n' : ''}ExecStart=/usr/local/bin/${product}${profile && ` --profile ${profile}`} gateway --port ${port}
${POLICY[product === 'openclaw' ? 'current' : 'old']}WorkingDirectory=/home/ubuntu
${assign(environment)}
[Install]
WantedBy=${isSystem ? 'multi-user' : 'default'}.target
`;
}

/** The unit, the link by which it starts at boot, and a drop-in where the token stands in one. */
export function unitFiles(one: Installation): HostFile[] {
  const { unitPath, scope, unit, holds, variable, secret } = one;
  const folder = unitPath.slice(0, unitPath.lastIndexOf('/'));
  const target = scope === 'user' ? 'default' : 'multi-user';
  return [
    { path: unitPath, text: unitText(one) },
    { path: `${folder}/${target}.target.wants/${unit}.service`, link: unitPath },
    ...(holds === 'unit'
      ? [{ path: `${unitPath}.d/override.conf`, text: `[Service]\nEnvironment="${variable}=${secret}"\n` }]
      : []),
  ];
}
