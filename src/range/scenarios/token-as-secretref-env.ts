import { current, onTokenHost } from './leaked-token-base.ts';

export const tokenAsSecretrefEnv = onTokenHost(
  {
    id: 'token-as-secretref-env',
    title: 'The file refers to a variable that the unit sets',
    teaches: 'the source of a reference may be the unit',
  },
  { main: { ...current, holds: 'ref-env' } },
);
