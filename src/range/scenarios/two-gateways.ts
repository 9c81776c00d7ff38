import { current, onTokenHost } from './leaked-token-base.ts';

export const twoGateways = onTokenHost(
  {
    id: 'two-gateways',
    title: 'Two gateways on one host, each with its own token',
    teaches: 'the one that leaked is rotated, the other one is left alone',
  },
  { main: current, second: { ...current, profile: 'work', port: 18_790 }, ports: [18_789, 18_790] },
);
