import { tailnet } from '../build/token-host/tailnet.ts';
import { current, onTokenHost } from './leaked-token-base.ts';

export const tailscaleMode = onTokenHost(
  {
    id: 'tailscale-mode',
    title: 'The gateway is served to a tailnet, whose members need no token',
    teaches: 'no port is open, and yet there is a door: a name of the tailnet lets in beside the token',
  },
  {
    main: { ...current, bind: 'loopback', allowTailscale: true },
    ports: [],
    doors: [],
    programs: ['tailscale'],
    tailscale: tailnet(18_789),
  },
);
