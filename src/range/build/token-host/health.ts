import type { HostFile } from '../../hosts/image.ts';
import type { Installation } from './installation.ts';

/** Every few minutes root starts the gateway again where it does not run: what stops it has to stop this first. */
export function healthCheck({ product, unit, scope }: Installation): HostFile[] {
  const script = `/opt/${product}/health-check.sh`;
  const systemctl = scope === 'user' ? 'sudo -u ubuntu XDG_RUNTIME_DIR=/run/user/1000 systemctl --user' : 'systemctl';
  return [
    {
      path: script,
      text: `#!/bin/bash\n# keeps the gateway up\nif ! ${systemctl} is-active --quiet ${unit}; then\n  logger -t ${product}-health restarting 2> /dev/null\n  ${systemctl} restart ${unit}\nfi\n`,
      mode: 0o755,
    },
    { path: '/var/spool/cron/crontabs/root', text: `*/5 * * * * ${script}\n`, mode: 0o600 },
  ];
}
