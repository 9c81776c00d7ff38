import type { HostImage } from '../../hosts/image.ts';

const NAME = 'prod-gateway.tail4a2b.ts.net';

/** The host in a tailnet, which serves the gateway to it: a door that nobody outside can try. */
export const tailnet = (port: number): NonNullable<HostImage['tailscale']> => ({
  status: {
    Version: '1.80.2',
    BackendState: 'Running',
    Self: { HostName: 'prod-gateway', DNSName: `${NAME}.`, TailscaleIPs: ['100.101.102.103'], Online: true },
    MagicDNSSuffix: 'tail4a2b.ts.net',
    Peer: {
      'nodekey:0a1b': {
        HostName: 'danas-mac',
        DNSName: 'danas-mac.tail4a2b.ts.net.',
        TailscaleIPs: ['100.64.0.7'],
        Online: true,
      },
    },
  },
  serve: {
    TCP: { 443: { HTTPS: true } },
    Web: { [`${NAME}:443`]: { Handlers: { '/': { Proxy: `http://127.0.0.1:${port}` } } } },
  },
});
