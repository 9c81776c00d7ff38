import { asInTheSeed, onTokenHost } from './leaked-token-base.ts';

/** The default drill: a token that has to be changed in two places. */
export const leakedToken = onTokenHost(
  {
    id: 'leaked-token',
    title: 'A gateway’s token was published, and a stranger uses it',
    teaches:
      'editing the file is not rotating the token (T19): the unit’s environment wins, and only a probe proves it',
  },
  { main: asInTheSeed },
);
