import { current, onTokenHost } from './leaked-token-base.ts';

export const passwordMode = onTokenHost(
  {
    id: 'password-mode',
    title: 'The gateway is guarded by a password',
    teaches: 'the same order for another kind of secret',
  },
  { main: { ...current, mode: 'password' } },
);
