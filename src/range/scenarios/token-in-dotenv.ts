import { current, onTokenHost } from './leaked-token-base.ts';

export const tokenInDotenv = onTokenHost(
  {
    id: 'token-in-dotenv',
    title: 'The file names a variable, and .env holds it',
    teaches: 'references are followed to their source; the file is left as it is',
  },
  { main: { ...current, holds: 'dotenv' } },
);
