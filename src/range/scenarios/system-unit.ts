import { current, onTokenHost } from './leaked-token-base.ts';

export const systemUnit = onTokenHost(
  {
    id: 'system-unit',
    title: 'The gateway runs as a unit of the system',
    teaches: 'not every host has a user’s service manager',
  },
  { main: { ...current, scope: 'system' } },
);
