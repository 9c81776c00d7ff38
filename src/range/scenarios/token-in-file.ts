import { current, onTokenHost } from './leaked-token-base.ts';

export const tokenInFile = onTokenHost(
  {
    id: 'token-in-file',
    title: 'The token stands in the file, and nowhere else',
    teaches: 'the current product takes the file first: one place to change, and copies to clean',
  },
  { main: current },
);
