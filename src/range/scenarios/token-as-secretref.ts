import { current, onTokenHost } from './leaked-token-base.ts';

export const tokenAsSecretref = onTokenHost(
  {
    id: 'token-as-secretref',
    title: 'The file refers to a secret in another file',
    teaches: 'a reference is rotated at its source, never replaced by a plain text',
  },
  { main: { ...current, holds: 'ref-file' } },
);
