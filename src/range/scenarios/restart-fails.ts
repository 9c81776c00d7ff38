import { current, onTokenHost } from './leaked-token-base.ts';

export const restartFails = onTokenHost(
  {
    id: 'restart-fails',
    title: 'The config was spoiled by hand: the gateway does not start again',
    teaches: 'what was stopped stays dead, and is said; the leaked token is never put back',
  },
  { main: current, breaks: 'config' },
);
