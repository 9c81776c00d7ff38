import { nginxFiles } from '../build/token-host/nginx.ts';
import { current, onTokenHost } from './leaked-token-base.ts';

export const noAuth = onTokenHost(
  {
    id: 'no-auth',
    title: 'The gateway asks nobody for a token, behind nginx on 443',
    teaches: 'there is nothing to rotate: the door is shut, or the mode is changed, and no tick says “rotated”',
  },
  {
    main: { ...current, mode: 'none', bind: 'loopback' },
    ports: [443],
    doors: ['https://203.0.113.25'],
    more: nginxFiles(18_789),
    programs: ['nginx'],
  },
);
