import { asInTheSeed, onTokenHost } from './leaked-token-base.ts';

export const portTaken = onTokenHost(
  {
    id: 'port-taken',
    title: 'The attacker’s helper takes the port when the gateway stops',
    teaches: 'a 200 is no proof when another process answers: the group’s processes go first',
  },
  { main: asInTheSeed, breaks: 'port' },
);
