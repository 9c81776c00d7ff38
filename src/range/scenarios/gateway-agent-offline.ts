import { asInTheSeed, onTokenHost } from './leaked-token-base.ts';

export const gatewayAgentOffline = onTokenHost(
  {
    id: 'gateway-agent-offline',
    title: 'The SSM agent of the gateway’s host does not answer',
    teaches: 'the token can’t be changed from here: the network lever first, and the verdict says which doors are shut',
  },
  { main: asInTheSeed, agent: 'offline' },
);
