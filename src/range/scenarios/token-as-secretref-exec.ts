import { current, onTokenHost } from './leaked-token-base.ts';

export const tokenAsSecretrefExec = onTokenHost(
  {
    id: 'token-as-secretref-exec',
    title: 'The file refers to a program that prints the token',
    teaches: 'a source that cannot be written to from here is said, and left to a person',
  },
  { main: { ...current, holds: 'ref-exec' } },
);
