import { current, onTokenHost } from './leaked-token-base.ts';

export const tokenInUnit = onTokenHost(
  {
    id: 'token-in-unit',
    title: 'The token stands in a drop-in of the unit only',
    teaches: 'the file has no token: what is loaded has to be read, not guessed',
  },
  { main: { ...current, holds: 'unit' } },
);
