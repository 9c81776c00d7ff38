import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { read, run } from './io.ts';

/** Ways to a gateway's port that this host itself opens: a reverse proxy, Tailscale. What AWS opens is read from AWS. */
export const doorsOfHost = (
  ports: readonly number[],
): { readonly proxies: readonly string[]; readonly tailscale: readonly string[] } => ({
  proxies: nginx(ports),
  tailscale: tailscale(ports),
});
const nginxFiles = (): readonly string[] =>
  ['/etc/nginx/conf.d', '/etc/nginx/sites-enabled', '/etc/nginx/http.d'].flatMap((folder) => {
    try {
      return readdirSync(folder).map((name) => join(folder, name));
    } catch {
      return [];
    }
  });
/** `https://name:port` of each server block that passes on to one of the ports. */
const nginx = (ports: readonly number[]): readonly string[] =>
  ['/etc/nginx/nginx.conf', ...nginxFiles()].flatMap((file) =>
    (read(file) ?? '')
      .split(/^\s*server\s*\{/m)
      .slice(1)
      .flatMap((block) => {
        if (!ports.some((port) => new RegExp(`proxy_pass\\s+https?://[\\w.:[\\]]+:${port}\\b`).test(block))) return [];
        const listens = [...block.matchAll(/^\s*listen\s+(?:[\w.[\]:*]+:)?(\d+)([^;]*);/gm)];
        const name = /^\s*server_name\s+([\w.-]+)/m.exec(block)?.[1] ?? '';
        return listens.map(
          ([, port = '80', rest = '']) => `${rest.includes('ssl') ? 'https' : 'http'}://${name}:${port}`,
        );
      }),
  );
const tailscale = (ports: readonly number[]): readonly string[] => {
  try {
    const status = JSON.parse(run('tailscale', ['status', '--json'], 3) ?? '') as {
      BackendState?: string;
      Self?: { DNSName?: string };
    };
    if (status.BackendState !== 'Running') return [];
    const name = (status.Self?.DNSName ?? '').replace(/\.$/, '');
    const serves = run('tailscale', ['serve', 'status', '--json'], 3) ?? '';
    const isServed = ports.some((port) => serves.includes(`:${port}`));
    return [isServed ? `https://${name}` : `http://${name}:${ports[0] ?? ''}`];
  } catch {
    return [];
  }
};
