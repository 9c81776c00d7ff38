/** A CloudFront distribution: from an edge to its origin. */
import type { Account } from '../world/world.ts';
import { forwarded, page, type Packet, type Proxy, type Way } from './way.ts';

const EDGE = '130.176.0.44';
const proxy: Proxy = {
  name: 'CloudFront',
  refused: page(502, 'ERROR: The request could not be satisfied', 'CloudFront'),
  filtered: page(504, 'ERROR: The request could not be satisfied', 'CloudFront'),
};

export function throughDistribution(
  { distributions }: Account,
  packet: Packet,
  follow: (packet: Packet) => Way,
): Way | undefined {
  const found = Object.values(distributions ?? {}).find(({ domain, aliases }) =>
    [domain, ...aliases].includes(packet.host),
  );
  if (!found || (packet.port !== 443 && packet.port !== 80)) return undefined;
  if (!found.enabled) return { is: 'unknown' };
  const headers = { ...forwarded(packet.headers, packet.source.address), via: `1.1 ${found.domain} (CloudFront)` };
  return follow({
    host: found.origin.domain,
    port: found.origin.port,
    source: { address: EDGE, isCloudFront: true },
    headers,
    proxies: [...packet.proxies, proxy],
  });
}
