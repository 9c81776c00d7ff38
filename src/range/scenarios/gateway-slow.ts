import { current, onTokenHost } from './leaked-token-base.ts';

export const gatewaySlow = onTokenHost(
  {
    id: 'gateway-slow',
    title: 'The gateway needs eight seconds to be ready',
    teaches: '503 is neither proof of the old nor of the new token: readiness is waited for',
  },
  { main: current, readyMs: 8000 },
);
