import { onTokenHost } from './leaked-token-base.ts';

export const moltbotNames = onTokenHost(
  {
    id: 'moltbot-names',
    title: 'The product under its second name',
    teaches: 'files, variables and units are found, not assumed',
  },
  { main: { product: 'moltbot', holds: 'file-and-unit', folder: '.moltbot' } },
);
