import { current, onTokenHost } from './leaked-token-base.ts';

export const json5Comments = onTokenHost(
  {
    id: 'json5-comments',
    title: 'The owner wrote comments into the config',
    teaches: 'a JSON parser crashes on it, and a rewrite loses them: the text is edited in place',
  },
  { main: { ...current, comments: true } },
);
